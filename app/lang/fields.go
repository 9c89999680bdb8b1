package lang

import "carebook/app/care"

var phoneTypes = map[care.PhoneType]string{
	care.Mobile:  "type.mobile",
	care.Home:    "type.home",
	care.Work:    "type.work",
	care.Main:    "type.main",
	care.Other:   "type.other",
	care.Car:     "type.car",
	care.Pager:   "type.pager",
	care.Fax:     "type.fax",
	care.HomeFax: "type.home_fax",
	care.WorkFax: "type.work_fax",
}

// PhoneType names the type of a number, an address or an e-mail address; "" for
// none, and a type that is not one of ours as it is.
func PhoneType(t care.PhoneType) string {
	if key, known := phoneTypes[t]; known {
		return T(key)
	}
	return string(t)
}

// DateKind names what a date is: its label, or its kind.
func DateKind(d care.Date) string {
	if d.Label != "" {
		return d.Label
	}
	switch d.Kind {
	case care.Birthday:
		return T("date.kind.birthday")
	case care.Anniversary:
		return T("date.kind.anniversary")
	case care.RelativeDate:
		return T("date.kind.relative")
	}
	return T("date.kind.other")
}
