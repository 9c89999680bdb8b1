package exchange_test

import (
	"strings"
	"testing"

	"carebook/app/care"
	"carebook/app/exchange"
)

// called is somebody with a name and numbers.
func called(name string, numbers ...string) care.Person {
	p := care.Person{FullName: name}
	for _, n := range numbers {
		p.Phones = append(p.Phones, care.Phone{Number: n})
	}
	return p
}

func TestNotAPerson(t *testing.T) {
	const number = "+34 612 345 678"
	for _, p := range []care.Person{
		called("112", "112"),
		called("Ana", "112"),
		called("Balance", "*100#"),
		called("IMEI", "*#06#"),
		called("Desvío", "**21*"+number+"#"),
		called("Mailbox", "*86", "1571"),
		called("Service", "#123"),
		called("数字", "１１２"),

		called("Taxi", number),
		called("TAXI 24h", number),
		called("Taxi - Taxi", number),
		called("The Police (non-emergency)", number),
		called("Voicemail", "+34 600 000 000"),
		called("Vodafone Voice Mail", number),
		called("Customer  Service", number),
		called("T-Mobile customer care", number),
		called("AT&T Directory Assistance", number),
		called("Emergency 911", number),
		called("Mailbox"),
		called("Radio Taxi", number),
		called("Policía Municipal", number),
		called("policia local", number),
		called("Bomberos 080", number),
		called("Buzón de voz", number),
		called("Saldo Movistar", number),
		called("Atención al Cliente Orange", number),
		called("Информация о такси", "123"),
		called("Такси", number),
		called("Такси круглосуточно", number),
		called("СКОРАЯ ПОМОЩЬ", number),
		called("Мой баланс МТС", number),
		called("Контакт-центр Билайн", number),
		called("Пополнить счет", number),
		called("查号台", "+86 10 12345678"),
		called("余额查询", number),
		called("我的餘額", number),
		called("中国移动客服热线", number),
		called("中国移动 客服", number),
		called("出租車電話", number),
		{Given: "Directory", Family: "Enquiries", FullName: "Directory Enquiries"},
		{FullName: "Customer Service", Organization: "Vodafone"},
		{Organization: "Policía"},
	} {
		if !exchange.NotAPerson(&p) {
			t.Errorf("%q %v %q is taken for a person", p.FullName, p.Phones, p.Organization)
		}
	}
	mail := func(p care.Person) care.Person {
		p.Emails = []care.Email{{Address: "a@example.com"}}
		return p
	}
	for _, p := range []care.Person{
		{},
		called("Ana"),
		called("Ana", number),
		called("Ana", "112", number),
		called("Ana", "*31#"+number),
		called("Flowers", "1-800-FLOWERS"),
		called("Ana", "12345"),
		called("Ana", ""),
		called("Ana", "1"), // no network has such a number
		mail(called("Ana", "4321")),
		mail(called("Taxi Pedro García", number)),
		called("Taxi Pedro García", number),
		called("Taxi Pedro", number),
		called("Pedro Taxi", number),
		called("Pedro (taxi)", number),
		called("Ana Police", number),
		mail(called("Taxi", number)),
		called("Guardia", number),
		called("María Guardia Civil", number),
		called("Service", number),
		called("Vodafone", number),
		called("Bombero", number),
		called("Taxis García e Hijos", number),
		called("Policlinic", number),
		called("Taxidermist", number),
		called("Cliente", number),
		called("Иван Такси", number),
		called("Таксин", number),
		called("Балансов", number),
		called("Скорая Ирина", number),
		called("交警王队", number),
		called("王公安", number),
		called("消防李", number),
		called("移动小王", number),
		called("余华", number),
		called("Taxi 612345678", number),
		{FullName: "Customer Service", Organization: "Acme GmbH", Phones: []care.Phone{{Number: number}}},
		{FullName: "Taxi", Given: "Pedro", Family: "García"},
		{FullName: "Taxi", Dates: []care.Date{{Kind: care.Birthday, Month: 5, Day: 21}}},
		{FullName: "Taxi", Related: []care.Related{{Name: "Eva"}}},
		{FullName: "Police", Addresses: []care.Address{{City: "Madrid"}}},
		{FullName: "Ana", Phones: []care.Phone{{Number: "4321"}}, Addresses: []care.Address{{City: "Madrid"}}},
	} {
		if exchange.NotAPerson(&p) {
			t.Errorf("%q %v %q is taken for no person", p.FullName, p.Phones, p.Organization)
		}
	}
}

// TestNotAPersonOfCorpus takes nobody's name in the real exports for that of a
// service. Many numbers in them are made up short, so they are left out.
func TestNotAPersonOfCorpus(t *testing.T) {
	for _, path := range corpusFiles(t) {
		c, err := read(t, path, exchange.Options{Year: 2026})
		if err != nil {
			continue
		}
		for _, r := range c.people {
			r.Person.Phones = nil
			if exchange.NotAPerson(&r.Person) {
				t.Errorf("%s: %q", path, r.Person.FullName)
			}
		}
	}
}

// TestNotAPersonOfAnyName is quick to say no to what it does not know.
func TestNotAPersonOfAnyName(t *testing.T) {
	for _, name := range []string{strings.Repeat("taxi ", 1_000_000), strings.Repeat("a", 1<<20), strings.Repeat("移动", 20) + "王", "\xFF\xFE", "\u0301", strings.Repeat("1 ", 29) + "taxi x"} {
		if p := called(name); exchange.NotAPerson(&p) {
			t.Errorf("%.40q is taken for no person", name)
		}
	}
}
