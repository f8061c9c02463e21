package report

import (
	"io"

	"favour/internal/report/odt"
)

// ODT, to edit and to send: the paper as a document for word processors.

func writeODT(w io.Writer, r *Report) error { return odt.Write(w, newPaper(r)) }
