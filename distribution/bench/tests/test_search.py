import dataclasses
import unittest

from benchmark.search import Effort, highest


@dataclasses.dataclass
class Attempt:
    passed: bool
    busy: float


class Server:
    """Passes up to a rate; its core is as busy as the rate says."""

    def __init__(self, bears, fails_when_confirming=()):
        self.bears = bears
        self.tried = []
        self._fails = list(fails_when_confirming)

    def attempt(self, rate, confirming):
        self.tried.append((rate, confirming))
        passed = rate <= self.bears
        if confirming and self._fails:
            passed = passed and not self._fails.pop(0)
        return Attempt(passed, min(1.0, rate / self.bears))


EFFORT = Effort(trials=12, precision=0.05, confirmations=3)


class SearchTest(unittest.TestCase):
    def test_finds_what_a_server_bears(self):
        for bears in (40, 210, 1000, 3217, 19000):
            for start in (100, 200, 5000):
                with self.subTest(bears=bears, start=start):
                    found = highest(Server(bears).attempt, start, 40000, EFFORT)
                    self.assertLessEqual(found.rate, bears)
                    self.assertGreaterEqual(found.rate, bears * 0.9)
                    self.assertFalse(found.at_limit)

    def test_climbs_as_far_as_the_core_has_room(self):
        idle = Server(1000)
        highest(idle.attempt, 100, 40000, EFFORT)
        self.assertEqual((300, False), idle.tried[1])
        half = Server(200)
        highest(half.attempt, 100, 40000, EFFORT)
        self.assertEqual((180, False), half.tried[1])

    def test_stops_at_the_limit(self):
        found = highest(Server(100000).attempt, 200, 1500, EFFORT)
        self.assertEqual(1500, found.rate)
        self.assertTrue(found.at_limit)

    def test_says_so_when_nothing_passes(self):
        found = highest(Server(0.5).attempt, 64, 1500, EFFORT)
        self.assertEqual(0, found.rate)
        self.assertEqual((), found.confirming)

    def test_makes_no_more_trials_than_it_may(self):
        server = Server(1003)
        highest(server.attempt, 10, 40000, Effort(4, 0.001, 2))
        self.assertEqual(4, sum(not confirming for _, confirming in server.tried))

    def test_a_failure_of_a_server_with_room_is_tried_again(self):
        noisy = iter([Attempt(False, 0.3), Attempt(True, 0.3), Attempt(True, 0.5)])
        self.assertEqual(500, highest(lambda rate, confirming: next(noisy), 500, 500, Effort(5, 0.05, 1)).rate)

    def test_a_failure_that_comes_again_is_believed(self):
        server = iter([Attempt(False, 0.3), Attempt(False, 0.3), Attempt(True, 0.3), Attempt(True, 0.3)])
        self.assertEqual(250, highest(lambda rate, confirming: next(server), 500, 500, Effort(2, 0.05, 1)).rate)

    def test_one_confirmation_of_three_may_fail(self):
        server = Server(500, fails_when_confirming=[False, True, False])
        self.assertEqual(500, highest(server.attempt, 500, 500, EFFORT).rate)

    def test_backs_off_where_most_confirmations_fail(self):
        server = Server(500, fails_when_confirming=[True, False, True])
        self.assertEqual(475, highest(server.attempt, 500, 500, EFFORT).rate)

    def test_backs_off_by_more_each_time(self):
        server = Server(500, fails_when_confirming=[True] * 6)
        self.assertEqual(427, highest(server.attempt, 500, 500, EFFORT).rate)


if __name__ == "__main__":
    unittest.main()
