package duplicates

import (
	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/lang"
)

// fieldName is what people call a field; one of the user's own is called as the
// user calls it.
func fieldName(key book.MergeKey) string {
	if own, ok := key.OwnField(); ok {
		return own
	}
	switch key {
	case book.MergeName:
		return lang.T("details.full_name")
	case book.MergeKind:
		return lang.T("details.kind")
	case book.MergePhoto:
		return lang.T("details.photo")
	case book.MergeBirthday:
		return lang.T("date_kind.birthday")
	case book.MergeDates:
		return lang.T("duplicates.dates")
	case book.MergeFiles:
		return lang.T("duplicates.attached")
	case book.MergeExtra:
		return lang.T("duplicates.extra")
	}
	return lang.Field(string(key))
}

func kindName(k care.Kind) string {
	if k == care.Organization {
		return lang.T("details.kind_organization")
	}
	return lang.T("details.kind_person")
}

// private reports whether a field is masked while somebody looks at the screen,
// as it is on a person's page.
func private(key book.MergeKey) bool {
	switch key {
	case book.MergeRemark, book.MergeLikes, book.MergeHousehold, book.MergeValue, book.MergeFiles:
		return true
	}
	_, own := key.OwnField()
	return own
}
