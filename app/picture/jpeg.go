package picture

import (
	"bytes"
	"encoding/binary"
	"iter"
)

// The markers of JPEG that matter here: ITU-T T.81, table B.1.
const (
	markerTEM         = 0x01
	markerRST0        = 0xd0
	markerSOI         = 0xd8
	markerSOS         = 0xda
	markerAPP1        = 0xe1
	markerProgressive = 0xc2
)

// segments gives what stands before the first scan of a JPEG, with its markers.
// It ends where the file breaks off.
func segments(data []byte) iter.Seq2[byte, []byte] {
	return func(yield func(byte, []byte) bool) {
		for len(data) >= 2 && data[0] == 0xff {
			marker := data[1]
			switch {
			case marker == 0xff: // filling
				data = data[1:]
				continue
			case marker == markerTEM, markerRST0 <= marker && marker <= markerSOI: // stand alone
				data = data[2:]
				continue
			case marker == markerSOS || len(data) < 4:
				return
			}
			length := int(binary.BigEndian.Uint16(data[2:])) // counts itself
			if length < 2 || len(data) < 2+length {
				return
			}
			if !yield(marker, data[4:2+length]) {
				return
			}
			data = data[2+length:]
		}
	}
}

// progression tells how many coefficients a progressive JPEG has for each
// pixel, all of which its decoder keeps; 0 for a JPEG of another kind.
func progression(data []byte) float64 {
	for marker, frame := range segments(data) {
		if marker != markerProgressive {
			continue
		}
		// Precision, height, width and the number of components, each of
		// which is a name, a sampling factor and a table: T.81, B.2.2.
		const head, each = 6, 3
		if len(frame) < head || len(frame) < head+each*int(frame[5]) {
			return 0
		}
		sum, across, down := 0, 1, 1
		for i := range int(frame[5]) {
			h, v := int(frame[head+each*i+1]>>4), int(frame[head+each*i+1]&15)
			sum += h * v
			across, down = max(across, h), max(down, v)
		}
		return float64(sum) / float64(across*down)
	}
	return 0
}

// The Exif segment: Exif 2.32 (CIPA DC-008), 4.5 and 4.6.
const (
	exifHead       = "Exif\x00\x00"
	tagOrientation = 0x0112
	typeShort      = 3
)

// orientation is how a camera was held: Exif's values 1 to 8, of which 1 is
// upright.
type orientation int

const upright orientation = 1

// lying reports whether the picture's rows are seen as columns.
func (o orientation) lying() bool { return o >= 5 }

// orientationOf reads a JPEG's orientation. One that is not told, or is told
// wrongly, is upright.
func orientationOf(data []byte) orientation {
	for marker, segment := range segments(data) {
		if marker == markerAPP1 && bytes.HasPrefix(segment, []byte(exifHead)) {
			return orientationIn(segment[len(exifHead):])
		}
	}
	return upright
}

// orientationIn reads the orientation from the first directory of a TIFF.
func orientationIn(tiff []byte) orientation {
	const head, count, each = 8, 2, 12
	if len(tiff) < head {
		return upright
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return upright
	}
	start := order.Uint32(tiff[4:])
	if start > uint32(len(tiff)-count) {
		return upright
	}
	entries := int(order.Uint16(tiff[start:]))
	for rest := tiff[start+count:]; entries > 0 && len(rest) >= each; rest, entries = rest[each:], entries-1 {
		// Tag, type, how many, and the value itself where it fits.
		if order.Uint16(rest) != tagOrientation {
			continue
		}
		o := orientation(order.Uint16(rest[8:]))
		if order.Uint16(rest[2:]) != typeShort || order.Uint32(rest[4:]) != 1 || o < 1 || o > 8 {
			return upright
		}
		return o
	}
	return upright
}
