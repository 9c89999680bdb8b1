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
	case book.MergeNickname:
		return lang.T("field.nickname")
	case book.MergeOrganization:
		return lang.T("field.organization")
	case book.MergeTitle:
		return lang.T("field.title")
	case book.MergeRole:
		return lang.T("field.role")
	case book.MergeKind:
		return lang.T("details.kind")
	case book.MergePhoto:
		return lang.T("details.photo")
	case book.MergeRemark:
		return lang.T("field.remark")
	case book.MergeTags:
		return lang.T("field.tags")
	}
	return contactName(key)
}

// contactName names the fields by which somebody is reached, and dates.
func contactName(key book.MergeKey) string {
	switch key {
	case book.MergePhones:
		return lang.T("field.phone")
	case book.MergeEmails:
		return lang.T("field.email")
	case book.MergeAddresses:
		return lang.T("field.address")
	case book.MergeURLs:
		return lang.T("field.url")
	case book.MergeMessengers:
		return lang.T("field.messenger")
	case book.MergeRelated:
		return lang.T("field.related")
	case book.MergeBirthday:
		return lang.T("date_kind.birthday")
	case book.MergeDates:
		return lang.T("duplicates.dates")
	}
	return profileName(key)
}

// profileName names the fields of a profile.
func profileName(key book.MergeKey) string {
	switch key {
	case book.MergeLikes:
		return lang.T("details.likes")
	case book.MergeHousehold:
		return lang.T("details.household")
	case book.MergeInterests:
		return lang.T("details.interests")
	case book.MergeChannel:
		return lang.T("details.channel")
	case book.MergeHour:
		return lang.T("details.hour")
	case book.MergeValue:
		return lang.T("details.value")
	case book.MergeReferredBy:
		return lang.T("details.referred_by")
	case book.MergeLost:
		return lang.T("details.lost")
	case book.MergeFiles:
		return lang.T("duplicates.attached")
	case book.MergeExtra:
		return lang.T("duplicates.extra")
	}
	return string(key)
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
