package odt

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"

	"favour/internal/report/paper"
)

// Bars as pictures, for word processors agree on those. Tones differ in their
// pattern, so that they are told apart on any printer; and what a picture shows is
// said in words in the text and in the picture's description.

// How tall bars are, in centimetres: one that stands alone, and one in a table.
const (
	tall = 0.55
	slim = 0.24
)

// dots are how many points of a picture make a centimetre.
const dots = 80.0

// The colours, by their place in the palette.
const (
	white = iota
	ink
	green
	amber
	red
	grey
	marine
)

var palette = color.Palette{
	white:  color.RGBA{0xff, 0xff, 0xff, 0xff},
	ink:    color.RGBA{0x14, 0x18, 0x1c, 0xff},
	green:  color.RGBA{0x1d, 0x6f, 0x42, 0xff},
	amber:  color.RGBA{0xa3, 0x5a, 0x00, 0xff},
	red:    color.RGBA{0xa4, 0x26, 0x2c, 0xff},
	grey:   color.RGBA{0x5b, 0x65, 0x70, 0xff},
	marine: color.RGBA{0x2a, 0x5d, 0x8f, 0xff},
}

// draw is a bar as a picture of that size.
func draw(b paper.Bar, width, height float64) []byte {
	const line = 2
	w, h := int(width*dots), int(height*dots)
	p := image.NewPaletted(image.Rect(0, 0, w, h), palette)
	box := func(x0, y0, x1, y1 int, colour uint8) {
		for y := max(0, y0); y < min(h, y1); y++ {
			for x := max(0, x0); x < min(w, x1); x++ {
				p.Pix[y*p.Stride+x] = colour
			}
		}
	}
	share, end := 0.0, 0
	for _, part := range b.Parts {
		from := end
		share += part.Share
		end = int(math.Round(share * float64(w)))
		for y := range h {
			for x := from; x < min(end, w); x++ {
				p.Pix[y*p.Stride+x] = tone(part.Tone, x, y)
			}
		}
		box(end-line/2, 0, end+line/2, h, ink)
	}
	if !b.Open {
		end = w
	}
	if end > 0 {
		box(0, 0, end, line, ink)
		box(0, h-line, end, h, ink)
		box(0, 0, line, h, ink)
		box(end-line, 0, end, h, ink)
	}
	var out bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestSpeed}
	_ = e.Encode(&out, p) // a Buffer takes everything, and no side is nought
	return out.Bytes()
}

// tone is the colour of one point of a tone.
func tone(t paper.Tone, x, y int) uint8 {
	switch t {
	case paper.Done:
		return green
	case paper.Plain:
		return marine
	case paper.Partly:
		return either((x+y)%12 < 6, amber)
	case paper.Before:
		return either((x+y)%10 < 3, ink)
	case paper.Apart:
		return either(y%8 < 3, grey)
	case paper.Undone:
		dx, dy := x%12-6, y%12-6
		return either(dx*dx+dy*dy > 5, red)
	}
	return white
}

// either is a colour, or the paper.
func either(inked bool, colour uint8) uint8 {
	if inked {
		return colour
	}
	return white
}
