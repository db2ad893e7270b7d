"""In Pyodide: run the tests of regex (second argument) on a wheel (first argument), print what came of it."""

import importlib.util
import io
import json
import sys
import unittest
import zipfile

wheel, suite = (f"/host{argument}" for argument in sys.argv[1:])
zipfile.ZipFile(wheel).extractall("/site")
sys.path.insert(0, "/site")

import regex  # noqa: E402  # only now is it there

spec = importlib.util.spec_from_file_location("regex_suite", suite)
assert spec is not None
assert spec.loader is not None
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
report = io.StringIO()
result = unittest.TextTestRunner(stream=report).run(unittest.defaultTestLoader.loadTestsFromModule(module))

try:
    regex.search(r"(?:a|aa)+$", "a" * 60 + "!", timeout=0.2)
    timed_out = False
except TimeoutError:
    timed_out = True

print(json.dumps({"run": result.testsRun, "timed_out": timed_out, "report": report.getvalue()}))
