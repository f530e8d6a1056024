import dataclasses
import unittest

from benchmark import ng, sipp, statistics, telephone
from benchmark.trial import Trial


class QuantileTest(unittest.TestCase):
    def test_is_a_value_that_was_measured(self):
        for values, share, expected in (
            ([], 0.5, None),
            ([7], 0.5, 7),
            ([7], 0.99, 7),
            ([4, 1, 3, 2], 0.5, 2),
            ([3, 1, 2], 0.5, 2),
            (list(range(1, 101)), 0.99, 99),
            (list(range(1, 101)), 0.9, 90),
            (list(range(1, 1001)), 0.999, 999),
            ([5, 6], 1, 6),
            ([5, 6], 0, 5),
        ):
            with self.subTest(values=values[:5], share=share):
                self.assertEqual(expected, statistics.quantile(values, share))


class TrialTest(unittest.TestCase):
    GOOD = Trial("Strowger", "W2", 1000, 8, 8000, 8000, 0, 0, 998.0, 0.5, 0.5, 0)

    def test_passes_within_the_bounds(self):
        for change, passed in (
            ({}, True),
            ({"answered": 7992}, True),
            ({"answered": 7991}, False),
            ({"repeated": 79}, True),
            ({"repeated": 80}, False),
            ({"reached": 960.0}, True),
            ({"reached": 959.9}, False),
        ):
            with self.subTest(**change):
                self.assertEqual(passed, dataclasses.replace(self.GOOD, **change).passed)


class ReachedTest(unittest.TestCase):
    @staticmethod
    def rows(*counts):
        return [{"CurrentTime": f"2026-01-01\t12:00:00.5\t{1000 + second}.5", "TotalCallCreated": str(count)} for second, count in enumerate(counts)]

    def test_counts_the_seconds_in_which_calls_began(self):
        self.assertEqual(100, sipp.reached(self.rows(0, 100, 200, 300, 300, 300), 300))

    def test_a_load_that_falls_behind_is_seen(self):
        self.assertEqual(80, sipp.reached(self.rows(0, 80, 160, 240, 300, 300), 300))

    def test_a_load_that_never_got_there_is_seen(self):
        self.assertEqual(50, sipp.reached(self.rows(0, 50, 100), 300))

    def test_says_nothing_of_one_row(self):
        self.assertEqual(0, sipp.reached(self.rows(300), 300))
        self.assertEqual(0, sipp.reached([], 300))


class NgTest(unittest.TestCase):
    def test_what_is_written_is_read(self):
        for value in ({"command": "ping"}, {}, [], ["a", {"b": 1, "c": ["", "d:e"]}], -3, "10:x"):
            with self.subTest(value=value):
                self.assertEqual(value, ng.decode(ng.encode(value)))

    def test_keys_are_in_order(self):
        self.assertEqual(b"d1:ai1e1:b0:e", ng.encode({"b": "", "a": 1}))

    def test_what_is_too_much_is_refused(self):
        with self.assertRaises(ValueError):
            ng.decode(b"i1ei2e")


class MessageTest(unittest.TestCase):
    MESSAGE = "SIP/2.0 200 OK\r\nVia: a\r\nvia : b\r\nTo: <sip:x>;tag=1\r\n\r\n" + telephone.description("127.0.0.9", 4000)

    def test_headers_are_found_in_order(self):
        self.assertEqual(["a", "b"], telephone.values(self.MESSAGE, "Via"))
        self.assertEqual("<sip:x>;tag=1", telephone.value(self.MESSAGE, "To"))
        self.assertEqual("", telephone.value(self.MESSAGE, "v=0"))

    def test_media_goes_where_the_description_says(self):
        self.assertEqual(("127.0.0.9", 4000), telephone.media_address(self.MESSAGE))
        self.assertIsNone(telephone.media_address("SIP/2.0 200 OK\r\n\r\n"))


if __name__ == "__main__":
    unittest.main()
