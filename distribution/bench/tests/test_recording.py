import unittest

from benchmark import recording

PRINTED = """
jdk.ExecutionSample {
  startTime = 12:00:00.000
  sampledThread = "strowger-udp-5060-1" (javaThreadId = 30)
  state = "STATE_RUNNABLE"
  stackTrace = [
    java.util.HashMap.putVal(int, Object, Object, boolean, boolean) line: 624
    org.strowger.sip.Dispatcher.requested(RequestEvent) line: 71
    ...
  ]
}

jdk.ObjectAllocationSample {
  startTime = 12:00:00.001
  objectClass = byte[] (classLoader = bootstrap)
  weight = 2.5 kB
  eventThread = "pool-1-thread-12" (javaThreadId = 31)
  stackTrace = [
    gov.nist.javax.sip.parser.Lexer$Inner.<init>(String) line: 9
  ]
}

jdk.ObjectAllocationSample {
  startTime = 12:00:00.002
  objectClass = java.lang.String (classLoader = bootstrap)
  weight = 512 bytes
  stackTrace = null
}
"""


class RecordingTest(unittest.TestCase):
    def setUp(self):
        self.samples = list(recording.samples(PRINTED.splitlines()))

    def test_reads_who_ran(self):
        ran = self.samples[0]
        self.assertEqual(recording.RUNS, ran.event)
        self.assertEqual("strowger-udp-*-*", ran.thread)
        self.assertEqual("java.util.HashMap.putVal", ran.innermost())
        self.assertEqual("org.strowger.sip.Dispatcher.requested", ran.user())

    def test_reads_who_asked_for_memory(self):
        self.assertEqual(("byte[]", 2560.0, "pool-*-thread-*"), (self.samples[1].what, self.samples[1].weight, self.samples[1].thread))
        self.assertEqual(("java.lang.String", 512.0, "?"), (self.samples[2].what, self.samples[2].weight, self.samples[2].user()))

    def test_shares_are_by_weight(self):
        allocated = self.samples[1:]
        self.assertEqual([("byte[]", 2560 / 3072), ("java.lang.String", 512 / 3072)], recording.shares(allocated, lambda each: each.what, 5))
        self.assertEqual(1, len(recording.shares(allocated, lambda each: each.what, 1)))

    def test_packages(self):
        for method, expected in (
            ("org.strowger.sip.Dispatcher.requested", "org.strowger.sip"),
            ("gov.nist.javax.sip.parser.Lexer$Inner.<init>", "gov.nist.javax.sip.parser"),
            ("?", "?"),
        ):
            with self.subTest(method=method):
                self.assertEqual(expected, recording.package(method))


if __name__ == "__main__":
    unittest.main()
