"""Everything that leaves on paper or as a workbook; knows rows, not tables or widgets."""
