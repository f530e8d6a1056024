# One door to everything. Needs make and, on Debian as root, nothing else: a JDK and the tools of the tests are installed when missing.
.DEFAULT_GOAL := help
.PHONY: help run test dist bench call clean format stopped

home := distribution/target/strowger
mvn   = jdk=$$(distribution/setup/check-jdk) && JAVA_HOME=$$jdk ./mvnw

help: ## these lines
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

run: dist ## build what is needed and start the exchange here, with the worked example and its console
	@distribution/example/run

test: stopped ## every test, style included
	@distribution/setup/install-test-tools
	@$(mvn) verify

dist: stopped ## the runnable distribution: distribution/target/strowger, and packed beside it
	@$(mvn) -q -Pquick -Dmaven.test.skip package

bench: dist ## the benchmarks, with a report; BENCH_QUICK=1 for a first look
	@distribution/bench/run

call: ## one call over loopback, and its ladder (the exchange must be running)
	@distribution/call/run

format: ## lay out all Java as the build wants it
	@$(mvn) -q spotless:apply

clean: stopped ## remove everything that was built
	@rm -rf target */target bundles/*/target distribution/container/target distribution/simulation/target distribution/bench/jmh/target

# The distribution is made anew under the feet of whatever runs from it.
stopped:
	@if [ -x $(home)/bin/status ]; then $(home)/bin/status > /dev/null 2>&1; [ $$? = 3 ] \
	  || { echo 'An exchange runs from $(home); stop it first: $(home)/bin/stop' >&2; exit 1; }; fi
