"""Checks Office files against the Open XML schema: one line for each fault, nothing where all is well.

The schema and the rules beside it are those of Microsoft's Open XML SDK, as the package openxml-audit holds them.
"""

import sys

from openxml_audit import FileFormat, OpenXmlValidator

validator = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=0)
for path in sys.argv[1:]:
    result = validator.validate(path)
    for error in result.errors:
        print(f"{path}: {error.part_uri}: {error.path or error.node or ''}: {error.description}")
