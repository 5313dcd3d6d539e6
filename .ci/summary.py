"""Prints the slowest test classes of a Maven run, what was skipped, and Maven's own summaries once more."""

import pathlib
import re
import sys
import xml.etree.ElementTree as ET

SLOWEST = 15


def reports(newer_than):
    for path in pathlib.Path(".").glob("**/target/*-reports/TEST-*.xml"):
        if path.stat().st_mtime >= newer_than:
            yield ET.parse(path).getroot()


def skipped(suite):
    for case in suite.iter("testcase"):
        reason = case.find("skipped")
        if reason is not None:
            yield f"{case.get('classname')}.{case.get('name')}: {reason.get('message') or 'no reason given'}"


def main(log, stamp):
    suites = list(reports(pathlib.Path(stamp).stat().st_mtime))
    print(f"\n==== slowest test classes, seconds ({len(suites)} ran)")
    for suite in sorted(suites, key=lambda s: -float(s.get("time").replace(",", "")))[:SLOWEST]:
        print(f"{float(suite.get('time').replace(',', '')):9.1f}  {suite.get('tests'):>5} tests  {suite.get('name')}")
    left_out = [line for suite in suites for line in skipped(suite)]
    print(f"==== skipped tests ({len(left_out)})")
    for line in left_out:
        print(f"  {line}")
    print("==== Maven's summaries")
    for line in pathlib.Path(log).read_text(errors="replace").splitlines():
        # Totals of a module have no class name behind them; "Building" says which module they belong to.
        if re.search(r"\] Building .*\[\d+/\d+\]|Tests run: [^-]*$|--- .*(surefire|failsafe).* @|BUILD |Total time|SUCCESS|FAILURE|^\[ERROR\]", line):
            print(line)


main(*sys.argv[1:])
