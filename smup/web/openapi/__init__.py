"""The API described once, for checking requests, the OpenAPI document and the page ``/api``."""
