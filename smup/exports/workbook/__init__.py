"""Sheets of the workbook of the cost of a service; ``smup.exports.cost_workbook`` joins them."""
