package background

import (
	"context"
	"encoding/binary"
)

// trayThere: the desktop of Windows always has a tray.
func trayThere(context.Context) bool { return true }

// trayIcon is the icon as the tray takes it: a PNG of 128 by 128 pixels in the
// frame of an ICO file (Microsoft, "Icons", ICONDIR and ICONDIRENTRY).
func trayIcon(png []byte) []byte {
	const header, side, planes, bits = 22, 128, 1, 32
	icon := []byte{0, 0, 1, 0, 1, 0, side, side, 0, 0, planes, 0, bits, 0}
	icon = binary.LittleEndian.AppendUint32(icon, uint32(len(png)))
	icon = binary.LittleEndian.AppendUint32(icon, header)
	return append(icon, png...)
}
