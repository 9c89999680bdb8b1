//go:build !unix

package main

import "context"

// lead and fall are part of a run on a virtual screen, which there is on Linux alone.
func lead(context.Context, string) error { return errUsage }

func fall(context.Context, string, bool) error { return errUsage }
