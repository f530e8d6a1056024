import unittest
import xml.etree.ElementTree as xml

from benchmark import svg
from benchmark.report import Report

MACHINE = {"processor": "a processor", "cores": 2, "memory_gb": 8.0, "kernel": "6.1", "date": "2026-01-01 12:00"}
RUN = {"kind": "run", "quick": True, "machine": MACHINE}


def found(workload, server, rate):
    return {"kind": "found", "workload": workload, "server": server, "rate": rate, "at_limit": False}


def trial(server, rate, confirming=True, **more):
    counted = {"offered": 800, "answered": 800, "failed": 0, "repeated": 1, "reached": rate, "cpu_ms": 0.5, "busy": 0.8, "dropped": 0}
    return {"kind": "trial", "server": server, "workload": "W2", "rate": rate, "passed": True, "confirming": confirming, **counted, **more}


def setup(server, ringing, offered=None):
    counted = {"offered": offered or len(ringing), "answered": len(ringing)}
    return {"kind": "setup", "server": server, "rate": 100, **counted, "ringing_ms": ringing}


RELAYED = {
    "kind": "relayed", "server": "rtpengine", "calls": 300, "up": 300, "sent": 9, "lost": 0.0002, "ms_p50": 0.1, "ms_p99": 0.4,
    "ms_p999": 1, "late_slots": 0, "busy": 0.4, "passed": True, "confirming": True}  # fmt: skip

WHOLE = [
    RUN,
    {"kind": "versions", "Strowger": "1", "Kamailio": "5.6.3"},
    {"kind": "start", "what": "unpacked just now", "seconds": 4.5},
    {"kind": "held", "what": "W2", "kilobytes": 40.0, "failed": 0},
    *(trial("Strowger", rate, rate == 1000) for rate in (200, 600, 1000)),
    trial("Kamailio", 2000),
    trial("direct", 5000, failed=3),
    found("W2", "Strowger", 1000),
    found("W2", "Kamailio", 2000),
    setup("Strowger", [0.5, 0.6, 0.7, 2.0]),
    {**trial("Strowger", 2000, answered=760, failed=40, seconds=0.8), "kind": "beyond", "highest": 1000},
    {**trial("Strowger", 700), "kind": "minute", "minute": 1, "live_heap": 51_000_000},
    RELAYED,
    {**RELAYED, "server": "Strowger"},
    found("W6", "Strowger", 300),
    found("W6", "rtpengine", 500),
    {"kind": "growth", "of": "held calls", "size": 10000, "workload": "W2", "rate": 200, "cpu_ms": 0.7, "failed": 0},
]


class ReportTest(unittest.TestCase):
    def test_ratios_are_of_the_peer(self):
        report = Report(WHOLE)
        self.assertEqual(0.5, report.ratio("W2"))
        self.assertEqual(0.6, report.ratio("W6"))
        self.assertIsNone(report.ratio("W1"))

    def test_names_each_floor_that_was_missed(self):
        self.assertEqual(["W6 is 0.60 of rtpengine, and must be 0.65"], Report(WHOLE).missed())
        for record, word in (
            ({"kind": "held", "what": "signalling", "kilobytes": 30.5, "failed": 0}, "signalling"),
            ({"kind": "held", "what": "W2", "kilobytes": 20, "failed": 3}, "3 calls failed in W4"),
            ({**trial("Strowger", 700, answered=799), "kind": "minute", "minute": 1, "live_heap": 1}, "1 calls failed in minutes"),
            (setup("Strowger", [0.5] * 99, offered=100), "1 calls through Strowger failed in W5"),
            ({"kind": "start", "what": "again", "seconds": 5.1}, "again"),
            (setup("Strowger", [0.5] * 50 + [7.0]), "p99"),
            (setup("Strowger", []), "p50"),
        ):
            with self.subTest(word=word):
                self.assertIn(word, "".join(Report([RUN, record]).missed()))

    def test_says_where_nothing_higher_was_tried(self):
        text = Report([RUN, found("W3", "Strowger", 900), {**found("W3", "Kamailio", 2000), "at_limit": True}]).markdown()
        self.assertIn("| 900 | Kamailio at least 2000 | 0.45 | 0.4 |", text)

    def test_a_peer_that_is_slow_to_ring_misses_nothing(self):
        self.assertEqual([], Report([RUN, setup("direct", [50.0])]).missed())

    def test_tells_everything_that_was_measured(self):
        text = Report(WHOLE).markdown()
        for expected in (
            "| W2 trunk-like call, calls/s | 1000 | Kamailio 2000 | 0.50 | 0.35 |",
            "| W2 | Strowger | 1000 | 1 of 1 | 1000 | 800 | 0 | 1 | 0 | 0.50 | 80% |",
            "| W2 | direct | 5000 | 1 of 1 | 5000 | 800 | 3 | 1 | 0 |  |  |",
            "| rtpengine | 300 | yes | 0.020% | 0.1 | 0.4 | 1 | 40% | 0 |",
            "| Strowger | 4 | 4 | 0.60 | 2.00 | 2.00 | 2.00 |",
            "| W4 live heap a held call, with relay ports | 40 kB | 45 |",
            "- Kamailio: 5.6.3",
            "| held calls | 10000 | W2 at 200/s | 0.70 | 0 |",
            "| 2000 | 2.00 | 950 | 95% | 40 | 1 |",
            "| 1 | 700 | 0 | 1 | 0.50 | 80% | 51 |",
            "**Missed:** W6",
        ):
            with self.subTest(expected=expected):
                self.assertIn(expected, text)

    def test_a_run_that_broke_off_has_a_report_of_what_there_is(self):
        for length in range(1, len(WHOLE)):
            with self.subTest(length=length):
                report = Report(WHOLE[:length])
                self.assertIn("# Benchmark", report.markdown())
                report.charts()

    def test_charts_are_documents_and_named_in_the_text(self):
        report = Report(WHOLE)
        charts = report.charts()
        self.assertEqual({"rates.svg", "cpu.svg", "relay.svg", "setup.svg", "growth.svg"}, set(charts))
        for name, chart in charts.items():
            with self.subTest(name=name):
                self.assertEqual("{http://www.w3.org/2000/svg}svg", xml.fromstring(chart).tag)
                self.assertIn(f"({name})", report.markdown())


class TicksTest(unittest.TestCase):
    def test_are_round_and_reach_beyond(self):
        for highest, expected in ((0, [0, 1]), (1, [0, 0.2, 0.4, 0.6, 0.8, 1.0]), (7, [0, 2, 4, 6, 8]), (3200, [0, 1000, 2000, 3000, 4000])):
            with self.subTest(highest=highest):
                self.assertEqual(expected, svg.ticks(highest))


if __name__ == "__main__":
    unittest.main()
