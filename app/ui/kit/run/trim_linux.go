//go:build linux && cgo && !ci

package run

/*
#include <malloc.h>

static void trim(void) {
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}
*/
import "C"

// trim gives back what the C library keeps of memory that was freed. It keeps all
// below the last piece that is still in use: what is drawn on, without a graphics
// card or with some drivers, is memory of that kind.
func trim() { C.trim() }
