package importing

import (
	"path/filepath"
	"slices"
	"strings"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/exchange"
	"carebook/app/exchange/dates"
	"carebook/app/exchange/sheet"
	"carebook/app/lang"
	"carebook/app/ui/style"
)

// fieldName is what people call the field of a column, as exchange names it:
// "phone:mobile", "address:home.street".
func fieldName(field string) string {
	if rest, ok := strings.CutPrefix(field, "address"); ok {
		dot := strings.LastIndexByte(rest, '.')
		return ofType(addressPart(rest[dot+1:]), strings.TrimPrefix(rest[:max(dot, 0)], ":"))
	}
	name, kind, _ := strings.Cut(field, ":")
	switch name {
	case "phone":
		return ofType(lang.T("field.phone"), kind)
	case "email":
		return ofType(lang.T("field.email"), kind)
	case "url":
		return ofType(lang.T("field.url"), kind)
	case "messenger":
		return ofType(lang.T("field.messenger"), kind)
	case "related":
		return ofType(lang.T("field.related"), kind)
	case "own":
		if kind != "" {
			return kind
		}
	case "date":
		return ofType(lang.T("date_kind.other"), kind)
	}
	return plainField(name)
}

// plainField names the fields that have no type; others are shown as they are.
func plainField(name string) string {
	switch name {
	case "own":
		return lang.T("details.own_fields")
	case "files":
		return lang.T("details.file")
	case sheet.KeepField:
		return lang.T("import.field.keep")
	case "full_name":
		return lang.T("import.field.full_name")
	case "birthday":
		return lang.T("date_kind.birthday")
	case "anniversary":
		return lang.T("date_kind.anniversary")
	case "birth_day":
		return lang.T("import.field.birth_day")
	case "birth_month":
		return lang.T("import.field.birth_month")
	case "birth_year":
		return lang.T("import.field.birth_year")
	case "note":
		return lang.T("field.remark")
	case "tag":
		return lang.T("field.tags")
	case "uid":
		return lang.T("import.field.uid")
	case "kind":
		return lang.T("import.field.kind")
	case "extra":
		return lang.T("import.field.extra")
	}
	return lang.Field(name)
}

// addressPart names a part of an address.
func addressPart(part string) string {
	switch part {
	case "street":
		return lang.T("import.field.street")
	case "city":
		return lang.T("import.field.city")
	case "region":
		return lang.T("import.field.region")
	case "postal_code":
		return lang.T("import.field.postal_code")
	case "country":
		return lang.T("import.field.country")
	case "po_box":
		return lang.T("import.field.po_box")
	case "extended":
		return lang.T("import.field.extended")
	}
	return lang.T("import.field.address")
}

// ofType names a field together with the type of its value.
func ofType(field, kind string) string {
	if kind == "" {
		return field
	}
	return lang.T("import.field_of_type", lang.Args{"Field": field, "Type": lang.PhoneType(care.PhoneType(kind))})
}

// changedField names a field of a person as the JSON export calls it.
func changedField(name string) string {
	switch name {
	case "dates":
		return lang.T("import.field.dates")
	case "photo":
		return lang.T("import.field.photo")
	case "notes":
		return lang.T("import.field.notes")
	}
	return fieldName(name)
}

// dated are the fields to which the order of dates matters.
func dated(field string) bool {
	return field == "birthday" || field == "anniversary" || strings.HasPrefix(field, "date:")
}

// orderOf is the order in which a column of dates is read: the one that its
// values prove, else that of the file.
func orderOf(c exchange.Column, file dates.Order) dates.Order {
	if proven, _ := dates.OrderOf(c.Example); proven != dates.Unknown {
		return proven
	}
	return file
}

// ambiguous reports whether a column has dates that can be read in two ways.
func ambiguous(c exchange.Column) bool {
	proven, numeric := dates.OrderOf(c.Example)
	return dated(c.Field) && numeric && proven == dates.Unknown
}

// orders are those that dates can have, as they are offered.
var orders = []dates.Order{dates.DMY, dates.MDY, dates.YMD}

// orderName names an order of dates.
func orderName(o dates.Order) string {
	switch o {
	case dates.DMY:
		return lang.T("import.day_first")
	case dates.MDY:
		return lang.T("import.month_first")
	}
	return lang.T("import.year_first")
}

// delimiters are those that are offered.
var delimiters = []string{",", ";", "\t", "|"}

// delimiterName names what stands between columns; others than those offered
// are shown as they are.
func delimiterName(d string) string {
	switch d {
	case ",":
		return lang.T("import.comma")
	case ";":
		return lang.T("import.semicolon")
	case "\t":
		return lang.T("import.tab")
	case "|":
		return lang.T("import.bar")
	}
	return d
}

// encodingName writes the name of an encoding as people know it.
func encodingName(name string) string {
	if rest, ok := strings.CutPrefix(name, "windows-"); ok {
		return "Windows-" + rest
	}
	switch name {
	case "big5":
		return "Big5"
	case "shift_jis":
		return "Shift JIS"
	}
	return strings.ToUpper(name)
}

// offered are the choices of a list, with the present one last where it is not
// among them, and the place of the present one.
func offered(choices []string, present string) (all []string, at int) {
	if at = slices.Index(choices, present); at >= 0 {
		return choices, at
	}
	return append(slices.Clone(choices), present), len(choices)
}

// fileSentence says what a file is: what wrote it, how many records are in it,
// how large it is.
func fileSentence(info exchange.Info, records int) string {
	who := info.Producer
	if who == "" {
		switch info.Format {
		case exchange.CSV:
			who = lang.T("import.kind_csv")
		case exchange.JSON:
			who = lang.T("import.kind_json")
		default:
			who = lang.T("import.kind_vcard")
		}
	}
	return listed(who, lang.N("import.record_count", records), lang.Bytes(info.Bytes))
}

// listed joins what stands side by side.
func listed(words ...string) string { return strings.Join(words, lang.T("import.and")) }

// mark is how the outcome of a record is drawn and called.
type mark struct {
	glyph style.Glyph
	token style.Token
	word  string
}

// outcomeMark is the mark of a record.
func outcomeMark(r book.Previewed) mark {
	switch {
	case r.What == book.OutcomeProblem:
		return mark{style.WarningFill, style.Late, lang.T("import.is_problem")}
	case leftOut(r):
		return mark{style.Minus, style.Ink3, lang.T("import.is_left_out")}
	case r.Possible:
		return mark{style.QuestionBold, style.Soon, lang.T("import.is_possible")}
	case r.What == book.OutcomeUpdate:
		return mark{style.PencilBold, style.Soon, lang.T("import.is_update")}
	case r.What == book.OutcomeSame:
		return mark{style.CheckBold, style.Ink2, lang.T("import.is_same")}
	}
	return mark{style.PlusBold, style.Accent, lang.T("import.is_new")}
}

// leftOut reports whether a record is not taken because somebody said so.
func leftOut(r book.Previewed) bool {
	return r.What == book.OutcomeSame && r.Choice == book.LeaveOut
}

func baseNames(paths []string) string {
	names := make([]string, len(paths))
	for i, p := range paths {
		names[i] = filepath.Base(p)
	}
	return strings.Join(slices.Compact(names), ", ")
}
