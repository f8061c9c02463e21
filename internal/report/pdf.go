package report

import (
	"io"

	"favour/internal/report/pdf"
)

// PDF, to read, to print and to sign.

func writePDF(w io.Writer, r *Report) error { return pdf.Write(w, newPaper(r)) }
