package main

import (
	"regexp"
	"strings"
	"testing"
)

func TestWatchJudges(t *testing.T) {
	w := &watch{
		sockets: []*regexp.Regexp{exactly("/tmp/.X11-unix/X7"), exactly("/run/bus")},
		starts:  []*regexp.Regexp{exactly("/bin/carebook")},
	}
	for _, c := range []struct {
		line string
		// wrong is part of what is said of it; "" is nothing.
		wrong string
	}{
		{`10 execve("/bin/carebook", ["/bin/carebook", "--book", "AF_INET"], 0x7ff /* 39 vars */) = 0`, ""},
		{`10 execve("/bin/carebook", ["/bin/carebook"], 0x7ff /* 39 vars */) = 0`, ""},
		{`10 execve("/usr/bin/xdg-open", ["xdg-open", "http://a"], 0x7ff) = 0`, "another program"},
		{`10 execve("/bin/carebook2", ["a"], 0x7ff <unfinished ...>`, "another program"},
		{`10 <... execve resumed>) = 0`, ""},
		{`10 execveat(3, "", ["a"], 0x7ff, AT_EMPTY_PATH) = 0`, "another program"},
		{`10 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3`, ""},
		{`10 socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 3`, "another kind"},
		{`10 socket(AF_INET6, SOCK_STREAM, IPPROTO_IP) = -1 EAFNOSUPPORT (Address family not supported by protocol)`, "another kind"},
		{`10 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 3`, "another kind"},
		{`10 socket(AF_PACKET, SOCK_RAW, 0 <unfinished ...>`, "another kind"},
		{`10 socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4]) = 0`, ""},
		{`10 connect(3, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X7"}, 20) = 0`, ""},
		{`10 connect(3, {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/X7"}, 20 <unfinished ...>`, ""},
		{`10 <... connect resumed>) = 0`, ""},
		{`10 connect(3, {sa_family=AF_UNIX, sun_path="/run/bus"}, 20) = -1 ENOENT (No such file or directory)`, ""},
		{`10 connect(3, {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/X77"}, 20) = 0`, "somebody else"},
		{`10 connect(3, {sa_family=AF_UNIX, sun_path="/var/run/docker.sock"}, 110) = 0`, "somebody else"},
		{`10 connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16) = 0`, "another kind"},
		{`10 sendto(3, "x", 1, 0, {sa_family=AF_INET6, sin6_port=htons(53)}, 28) = 1`, "another kind"},
		{`10 listen(3, 5) = 0`, "waits to be called"},
		{`10 accept4(3,  <unfinished ...>`, "waits to be called"},
		{`10 getsockname(3, {sa_family=AF_UNIX}, [128 => 2]) = 0`, ""},
		{`10 recvmsg(3, {msg_namelen=0}, 0) = -1 EAGAIN (Resource temporarily unavailable)`, ""},
		{`10 +++ exited with 0 +++`, ""},
		{`10 --- SIGTERM {si_signo=SIGTERM} ---`, ""},
		{`10 ???( <unfinished ...>`, ""},
		{`10 ???(3, "x") = 0`, "nobody understands"},
		{`strace: Process 10 attached`, "nobody understands"},
	} {
		_, wrong := w.judge(c.line + "\n")
		if c.wrong == "" && len(wrong) > 0 || c.wrong != "" && (len(wrong) != 1 || !strings.Contains(wrong[0], c.wrong)) {
			t.Errorf("of %s it says %q, want %q", c.line, wrong, c.wrong)
		}
	}
}

func TestWatchThatSawNothingFails(t *testing.T) {
	for _, s := range []seen{{}, {programs: 1}, {programs: 1, calls: 1, wrong: []string{"a"}}} {
		if s.err() == nil {
			t.Errorf("%+v is no error", s)
		}
	}
	if err := (seen{programs: 1, calls: 1}).err(); err != nil {
		t.Error(err)
	}
}
