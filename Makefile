# Apus. `make help` lists what there is.

PACKAGES = libopenblas-dev libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev fonts-dejavu-core \
           gnuplot-nox ffmpeg
PREFIX  ?= /usr/local
RUNS    ?= runs
STRICT   = --explicit-target-dependency-import-check error
RELEASE  = swift build -c release $(STRICT)
SOURCES  = Package.swift Sources Environments Agents Tests Benchmarks Examples
APUS     = .build/release/apus

.PHONY: help packages build quickstart test sanitize format lint docs benchmark install clean

help:           ## Show this list
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

packages:       ## Install the Debian packages that are missing
	@missing=; for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' \
	    || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "Installing:$$missing"; \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
	fi

build: packages ## Build the release program
	$(RELEASE) --product apus

quickstart: build ## Train DQN on CartPole with 5 seeds, and compare it with random actions
	$(APUS) train CartPole-v1 dqn --seeds 5 --name quickstart --runs $(RUNS) --replace
	$(APUS) train CartPole-v1 random --seeds 5 --name quickstart --runs $(RUNS) --replace --quiet
	$(APUS) compare $(RUNS)/CartPole-v1/dqn/quickstart $(RUNS)/CartPole-v1/random/quickstart \
	  --output $(RUNS)
	@echo
	@echo "Watch it balance:    $(APUS) watch $(RUNS)/CartPole-v1/dqn/quickstart"
	@echo "Without a display:   $(APUS) watch $(RUNS)/CartPole-v1/dqn/quickstart --record cartpole.gif"

test: packages  ## Run all tests, optimized
	swift test -c release -Xswiftc -enable-testing $(STRICT)

sanitize: packages ## Run random programs under AddressSanitizer and ThreadSanitizer
	Tests/sanitize.sh

format:         ## Format every source file
	swift format -i --recursive $(SOURCES)

lint:           ## Refuse what is not formatted
	swift format lint --strict --recursive $(SOURCES)

docs: packages  ## Build the documentation of every library into .build/documentation
	Documentation/build.sh

benchmark: build ## Measure speeds on this machine
	$(APUS) benchmark

install: build  ## Install the program below PREFIX
	install -D -m 755 $(APUS) $(DESTDIR)$(PREFIX)/bin/apus

clean:          ## Remove everything that was built
	swift package clean
