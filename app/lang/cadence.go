package lang

import "carebook/app/care"

// Cadence says how often somebody should hear from the user, as it stands within
// a sentence: "a call every 14 days, no visits". It is "" for one that says
// nothing.
func Cadence(c care.Cadence) string {
	call, visit := "", ""
	switch {
	case c.Call > 0:
		call = N("cadence.call_every", c.Call)
	case c.Call < 0:
		call = T("cadence.call_never")
	}
	switch {
	case c.Visit > 0:
		visit = N("cadence.visit_every", c.Visit)
	case c.Visit < 0:
		visit = T("cadence.visit_never")
	}
	if call != "" && visit != "" {
		return T("cadence.both", Args{"Call": call, "Visit": visit})
	}
	return call + visit
}
