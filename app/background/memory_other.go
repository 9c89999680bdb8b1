//go:build !linux

package background

import "runtime/debug"

// giveBack gives memory that is not needed until the next look back to the
// system.
func giveBack() { debug.FreeOSMemory() }
