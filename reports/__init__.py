"""View -> bytes: what leaves as a file. PDF by Typst, spreadsheets by openpyxl, CSV."""
