"""Ids of components. Nothing else spells an id; page modules add theirs in their own section."""

# Shell
LOCATION = "page-location"
PAGE = "page"
PAGE_INFO = "page-info"
PAGE_SHOWN = "page-shown"
ALERT = "page-alert"
MAIN = "tresc"
MENU = "page-menu"

# Start
START_SEARCH = "start-search"
START_RECENT = "start-recent"
START_QUESTIONS = "start-questions"
START_UNIT = "start-unit"
START_MAP = "start-map"

# Indicators
INDICATORS_FILTER = "indicators-filter"
