package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"favour/internal/pattern"
)

// What the library leaves out of its file, and what keeps the file readable for
// ever: the document that says what it is in its own metadata, the colours by a
// profile of their own, and for each character of the typeface what it stands
// for. That is PDF/A-1b (ISO 19005-1), with the tags of level A besides; no more
// is claimed in the file than has been checked.

// producer is what the file says it was made by.
const producer = "favour"

// finish is the whole file.
func (s *sheet) finish() ([]byte, error) {
	var b bytes.Buffer
	if err := s.pdf.Output(&b); err != nil {
		return nil, err
	}
	f, err := parse(b.Bytes())
	if err != nil {
		return nil, err
	}
	if err := s.putTypeface(f); err != nil {
		return nil, err
	}
	if err := s.putPages(f); err != nil {
		return nil, err
	}
	tags := s.putTags(f)
	outlines := s.putOutlines(f)
	metadata := f.addStream("/Type/Metadata/Subtype/XML", s.metadata())
	profile := f.addStream("/N 3/Alternate/DeviceRGB/Filter/FlateDecode", s.packer.pack(sRGB()))
	d := s.document
	root := f.add(fmt.Sprintf("<</Type/Catalog/Version/1.4/Pages 1 0 R/Lang%s/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R"+
		"/ViewerPreferences<</DisplayDocTitle true>>/Outlines %d 0 R/PageMode/UseOutlines/Metadata %d 0 R"+
		"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>]>>",
		literal(d.Language), tags, outlines, metadata, profile))
	day := literal(d.Date.UTC().Format("D:20060102150405Z"))
	info := f.add(fmt.Sprintf("<</Title%s/Subject%s/Producer%s/CreationDate%s/ModDate%[4]s>>",
		literal(s.title()), literal(s.regular.clean(d.Subject)), literal(producer), day))
	return f.bytes(root, info), nil
}

// title is that of the document, as metadata has it.
func (s *sheet) title() string { return s.regular.clean(s.document.Title) }

// pageObject is the number of a page in the library's file: each is followed by
// what is on it, and all by the rest.
func pageObject(page int) int { return 1 + 2*page }

// putPages says of each page what links it has and where its tags are, and
// compresses what is on it.
func (s *sheet) putPages(f *file) error {
	annotations := map[int]string{}
	pages := s.pdf.PageCount()
	for i, l := range s.links {
		to := s.places[l.to].at
		l.object = f.add(fmt.Sprintf("<</Type/Annot/Subtype/Link/Rect[%.2f %.2f %.2f %.2f]/Border[0 0 0]/F 4/StructParent %d/Dest[%d 0 R/XYZ null %.2f null]>>",
			l.x0, l.y0, l.x1, l.y1, pages+i, pageObject(to.page), to.top()))
		annotations[l.page] += fmt.Sprintf("%d 0 R ", l.object)
	}
	for page := 1; page <= pages; page++ {
		annots := ""
		if annotations[page] != "" {
			annots = "/Annots[" + annotations[page] + "]"
		}
		f.set(pageObject(page), fmt.Sprintf("<</Type/Page/Parent 1 0 R/Resources 2 0 R/Contents %d 0 R/StructParents %d%s>>", pageObject(page)+1, page-1, annots))
		_, drawn, ok := bytes.Cut(f.get(pageObject(page)+1), []byte("stream\n"))
		drawn, ended := bytes.CutSuffix(drawn, []byte("\nendstream"))
		if !ok || !ended {
			return errShape
		}
		f.set(pageObject(page)+1, streamObject("/Filter/FlateDecode", s.packer.pack(drawn)))
	}
	return nil
}

// putOutlines writes the bookmarks, and returns the number of their root. The
// upper two levels are open.
func (s *sheet) putOutlines(f *file) int {
	root := &bookmark{object: f.add("")}
	path := []*bookmark{root} // the last one of each level
	for _, h := range s.marks {
		b := &bookmark{heading: h, object: f.add("")}
		path = append(path[:min(max(h.level, 1), len(path))], b)
		up := path[len(path)-2]
		up.kids = append(up.kids, b)
	}
	root.put(f, 0, "")
	return root.object
}

// A bookmark leads to a heading, and has those of the headings below it. The
// root leads nowhere.
type bookmark struct {
	*heading
	kids   []*bookmark
	object int
}

// openLevels is how many levels of bookmarks are shown from the beginning.
const openLevels = 2

// shown is how many bookmarks below b are shown when b is open, if b is at that
// level.
func (b *bookmark) shown(level int) int {
	n := len(b.kids)
	if level+1 < openLevels {
		for _, k := range b.kids {
			n += k.shown(level + 1)
		}
	}
	return n
}

// put writes b, which has that level from nought and those entries from above,
// and all below it.
func (b *bookmark) put(f *file, level int, entries string) {
	if b.heading != nil {
		entries += fmt.Sprintf("/Title%s/Dest[%d 0 R/XYZ null %.2f null]", literal(b.title), pageObject(b.at.page), b.at.top())
	}
	if n := len(b.kids); n > 0 {
		sign := ""
		if level >= openLevels {
			sign = "-"
		}
		entries += fmt.Sprintf("/First %d 0 R/Last %d 0 R/Count %s%d", b.kids[0].object, b.kids[n-1].object, sign, b.shown(level))
	}
	f.set(b.object, "<<"+entries+">>")
	for i, k := range b.kids {
		entries := fmt.Sprintf("/Parent %d 0 R", b.object)
		if i > 0 {
			entries += fmt.Sprintf("/Prev %d 0 R", b.kids[i-1].object)
		}
		if i+1 < len(b.kids) {
			entries += fmt.Sprintf("/Next %d 0 R", b.kids[i+1].object)
		}
		k.put(f, level+1, entries)
	}
}

var baseFont = pattern.Of(`/BaseFont /utf8(\w+)`)

// putTypeface mends what the library says of its fonts: each is part of one, and
// has to be called so and to list its characters, and its table of what the
// characters stand for is in a form that not every program reads.
func (s *sheet) putTypeface(f *file) error {
	names := map[string]string{}
	for _, x := range []*face{s.regular, s.bold, s.italic} {
		names[x.family+x.style] = x.name
	}
	for n := range f.objects {
		n++
		if !bytes.HasPrefix(f.get(n), []byte("<</Type /Font\n/Subtype /Type0")) {
			continue
		}
		// The library writes each font as seven objects, one after the other.
		font, descendant, unicode, descriptor, glyphs := n, n+1, n+2, n+4, n+5
		key := baseFont().FindSubmatch(f.get(font))
		set, err := characters(f.get(glyphs))
		if key == nil || err != nil || !bytes.Contains(f.get(descriptor), []byte("/Type /FontDescriptor")) {
			return errShape
		}
		sum := sha256.Sum256(set)
		tag := make([]byte, 6)
		for i := range tag {
			tag[i] = 'A' + sum[i]%26
		}
		for _, at := range []int{font, descendant, descriptor} {
			f.set(at, strings.ReplaceAll(string(f.get(at)), "/utf8"+string(key[1]), "/"+string(tag)+"+"+names[string(key[1])]))
		}
		listed := f.addStream("/Filter/FlateDecode", s.packer.pack(set))
		f.set(descriptor, strings.TrimSuffix(string(f.get(descriptor)), ">>")+fmt.Sprintf("/CIDSet %d 0 R>>", listed))
		f.set(unicode, streamObject("/Filter/FlateDecode", s.packer.pack(toUnicode(set))))
	}
	return nil
}

// characters is the set of those that a font has, a bit for each, as told by the
// stream of which outline belongs to which.
func characters(stream []byte) ([]byte, error) {
	_, data, ok := bytes.Cut(stream, []byte("stream\n"))
	if !ok {
		return nil, errShape
	}
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	glyphs, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	set := make([]byte, len(glyphs)/16)
	set[0] = 0x80 // the sign for a character that is lacking
	for c := range len(glyphs) / 2 {
		if glyphs[2*c] != 0 || glyphs[2*c+1] != 0 {
			set[c/8] |= 0x80 >> (c % 8)
		}
	}
	return bytes.TrimRight(set, "\x00"), nil
}

// toUnicode says of each character of a set that it stands for itself.
func toUnicode(set []byte) []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	var rows []int // the higher bytes of what is in the set
	for i := range set {
		if row := i / 32; set[i] != 0 && (len(rows) == 0 || rows[len(rows)-1] != row) {
			rows = append(rows, row)
		}
	}
	for len(rows) > 0 { // a hundred at once, as the format has it
		n := min(len(rows), 100)
		fmt.Fprintf(&b, "%d beginbfrange\n", n)
		for _, row := range rows[:n] {
			fmt.Fprintf(&b, "<%02X00> <%02[1]XFF> <%02[1]X00>\n", row)
		}
		b.WriteString("endbfrange\n")
		rows = rows[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
	return b.Bytes()
}

// A packer compresses one piece of data after the other. What it returns holds
// until the next.
type packer struct {
	zlib *zlib.Writer
	out  bytes.Buffer
}

func (p *packer) pack(data []byte) []byte {
	p.out.Reset()
	if p.zlib == nil {
		p.zlib, _ = zlib.NewWriterLevel(&p.out, zlib.BestSpeed) // a level that there is
	} else {
		p.zlib.Reset(&p.out)
	}
	_, _ = p.zlib.Write(data) // to memory, which does not fail
	_ = p.zlib.Close()
	return p.out.Bytes()
}

// metadata says in XMP what the document is, and to which standard.
func (s *sheet) metadata() []byte {
	d := s.document
	day := d.Date.UTC().Format(time.RFC3339)
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace
	text := `<?xpacket begin="` + "\ufeff" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format>` +
		`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + escape(s.title()) + `</rdf:li></rdf:Alt></dc:title>` +
		`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">` + escape(s.regular.clean(d.Subject)) + `</rdf:li></rdf:Alt></dc:description>` +
		`<dc:language><rdf:Bag><rdf:li>` + escape(d.Language) + `</rdf:li></rdf:Bag></dc:language></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>` + day + `</xmp:CreateDate><xmp:ModifyDate>` + day + `</xmp:ModifyDate></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>` + producer + `</pdf:Producer></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`
	return []byte(text)
}

// sRGB is the profile of the colours that the file is written in (IEC 61966-2-1),
// as an ICC profile of version 2.
func sRGB() []byte {
	fixed := func(v float64) uint32 { return uint32(int32(math.Round(v * 65536))) }
	xyz := func(x, y, z float64) []byte {
		b := []byte("XYZ \x00\x00\x00\x00")
		for _, v := range []float64{x, y, z} {
			b = binary.BigEndian.AppendUint32(b, fixed(v))
		}
		return b
	}
	description := func(s string) []byte {
		b := []byte("desc\x00\x00\x00\x00")
		b = binary.BigEndian.AppendUint32(b, uint32(len(s)+1))
		b = append(append(b, s...), 0)
		return append(b, make([]byte, 4+4+2+1+67)...) // no Unicode, no ScriptCode
	}
	curve := []byte("curv\x00\x00\x00\x00")
	const points = 1024
	curve = binary.BigEndian.AppendUint32(curve, points)
	for i := range points {
		v := float64(i) / (points - 1)
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		curve = binary.BigEndian.AppendUint16(curve, uint16(math.Round(v*65535)))
	}
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", description("sRGB IEC61966-2.1")},
		{"cprt", []byte("text\x00\x00\x00\x00No copyright, use freely\x00")},
		{"wtpt", xyz(0.9642, 1, 0.8249)},
		{"rXYZ", xyz(0.43607, 0.22249, 0.01392)}, // as seen in the light of D50
		{"gXYZ", xyz(0.38515, 0.71687, 0.09708)},
		{"bXYZ", xyz(0.14307, 0.06061, 0.71410)},
		{"rTRC", curve},
		{"gTRC", nil},
		{"bTRC", nil}, // one curve for all three
	}
	head := make([]byte, 128)
	binary.BigEndian.PutUint32(head[8:], 0x02100000)
	copy(head[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{2012, 1, 1} {
		binary.BigEndian.PutUint16(head[24+2*i:], v)
	}
	copy(head[36:], "acsp")
	copy(head[68:], xyz(0.9642, 1, 0.8249)[8:])
	table := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	var body []byte
	start, size := 0, 0
	for _, t := range tags {
		if t.data != nil {
			start, size = 128+4+12*len(tags)+len(body), len(t.data)
			body = append(body, t.data...)
			body = append(body, make([]byte, (4-len(body)%4)%4)...)
		}
		table = append(table, t.name...)
		table = binary.BigEndian.AppendUint32(table, uint32(start))
		table = binary.BigEndian.AppendUint32(table, uint32(size))
	}
	profile := append(append(head, table...), body...)
	binary.BigEndian.PutUint32(profile, uint32(len(profile)))
	return profile
}
