package sales_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"carebook/app/care"
	"carebook/app/exchange/dates"
	"carebook/app/exchange/sales"
)

func write(t testing.TB, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sales.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// readAll reads a list; every line must be a sale or a problem.
func readAll(t testing.TB, content, currency string, o sales.Options) ([]sales.Record, error) {
	t.Helper()
	if o.Year == 0 {
		o.Year = 2026
	}
	l, err := sales.Open(context.Background(), write(t, content), o)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}()
	var all []sales.Record
	err = l.Read(context.Background(), func() string { return currency }, func(r *sales.Record) error {
		if r.Problem.Code == "" && (r.Sale.Day == "" || r.Sale.Amount.Currency == "" || r.Sale.Source == "" || r.Customer == "") {
			t.Errorf("line %d: half a sale: %+v", r.Line, r)
		}
		if r.Problem.Code != "" && !strings.HasPrefix(r.Problem.Code, "sales.reason.") && !strings.HasPrefix(r.Problem.Code, "import.reason.") {
			t.Errorf("line %d: a problem without a sentence: %+v", r.Line, r.Problem)
		}
		all = append(all, *r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all, nil
}

func mustRead(t testing.TB, content, currency string) []sales.Record {
	t.Helper()
	all, err := readAll(t, content, currency, sales.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// said is a record as one line.
func said(r *sales.Record) string {
	if r.Problem.Code != "" {
		return strings.TrimPrefix(r.Problem.Code, "sales.reason.")
	}
	s := r.Sale
	cost := ""
	if s.Cost != nil {
		cost = fmt.Sprint(s.Cost.Minor)
	}
	return strings.Join([]string{string(s.Day), r.Customer, s.Item, s.Quantity, fmt.Sprint(s.Amount.Minor), s.Amount.Currency, cost, s.Margin, s.Rate, s.Order, string(s.Paid)}, "|")
}

func TestAListInEveryLanguageSaysTheSame(t *testing.T) {
	const want = "2026-12-31|Ana Ruiz|Oil|2|123456|EUR|100000||1.5|A-7|2027-01-15"
	for name, list := range map[string]string{
		"English":             "Date,Customer,Item,Quantity,Amount,Cost,Margin,Currency,Rate,Order,Paid\n2026-12-31,Ana Ruiz,Oil,2,\"1,234.56\",1000,,EUR,1.5,A-7,2027-01-15\n",
		"another order":       "paid;ORDER NO;amount;customer;date;item;qty;cost;currency;exchange rate\n2027-01-15;A-7;1234.56;Ana Ruiz;2026-12-31;Oil;2.00;1000.0;eur;1.5\n",
		"Spanish":             "Fecha;Cliente;Artículo;Cantidad;Importe;Coste;Moneda;Tipo de cambio;Pedido;Pagado\n31/12/2026;Ana Ruiz;Oil;2;1.234,56;1.000,00;EUR;1,5;A-7;15/01/2027\n",
		"Russian":             "Дата\tКлиент\tТовар\tКол-во\tСумма\tСебестоимость\tВалюта\tКурс\tНомер заказа\tОплачено\n31.12.2026\tAna Ruiz\tOil\t2\t1 234,56\t1000\tEUR\t1,5\tA-7\t15.01.2027\n",
		"Chinese":             "日期,客户,商品,数量,金额,成本,货币,汇率,订单号,付款日期\n2026年12月31日,Ana Ruiz,Oil,2,\"1,234.56\",1000,EUR,1.5,A-7,2027年1月15日\n",
		"traditional Chinese": "日期,客戶,產品,數量,金額,成本,貨幣,匯率,訂單號,付款日期\n2026/12/31,Ana Ruiz,Oil,2,€1234.56,€1000,,1.5,A-7,2027/1/15\n",
		"American":            "Sale Date|Client|Product|Units|Total|Total cost|Currency|FX rate|Invoice|Date paid\n12/31/2026|Ana Ruiz|Oil|2|€1,234.56|€1,000.00||1.5|A-7|1/15/2027\n",
		"Excel's mark":        "sep=;\r\nDate;Customer;Item;Quantity;Amount;Cost;Currency;Rate;Order;Paid\r\n2026-12-31;Ana Ruiz;Oil;2;1234,56;1000;EUR;1,5;A-7;2027-01-15\r\n",
		"with the time":       "Date,Customer,Item,Quantity,Amount,Cost,Currency,Rate,Order,Paid,Shop\n2026-12-31 10:22:00,Ana Ruiz,Oil,2,1234.56,1000,EUR,1.5,A-7,2027-01-15T00:00:00Z,Ruzafa\n",
	} {
		all := mustRead(t, list, "EUR")
		if len(all) != 1 || said(&all[0]) != want {
			t.Errorf("%s: %q, want %q", name, said(&all[0]), want)
		}
	}
}

func TestEncodingsAreFoundOut(t *testing.T) {
	spanish := "Fecha;Cliente;Artículo;Importe\n31/12/2026;José Núñez;Café;5 €\n"
	russian := "Дата;Клиент;Товар;Сумма\n31.12.2026;Пётр Ильин;Кофе;5 руб.\n"
	chinese := "日期,客户,商品,金额\n2026-12-31,张伟,咖啡,5元\n"
	for name, c := range map[string]struct {
		encode func(string) (string, error)
		list   string
		want   string
	}{
		"Windows-1252":  {charmap.Windows1252.NewEncoder().String, spanish, "2026-12-31|José Núñez|Café||500|EUR|||||"},
		"Windows-1251":  {charmap.Windows1251.NewEncoder().String, russian, "2026-12-31|Пётр Ильин|Кофе||500|RUB|||||"},
		"GB 18030":      {simplifiedchinese.GB18030.NewEncoder().String, chinese, "2026-12-31|张伟|咖啡||500|CNY|||||"},
		"UTF-16":        {unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String, chinese, "2026-12-31|张伟|咖啡||500|CNY|||||"},
		"UTF-8, marked": {func(s string) (string, error) { return "\xEF\xBB\xBF" + s, nil }, russian, "2026-12-31|Пётр Ильин|Кофе||500|RUB|||||"},
	} {
		encoded, err := c.encode(c.list)
		if err != nil {
			t.Fatal(err)
		}
		all := mustRead(t, encoded, "")
		if len(all) != 1 || said(&all[0]) != c.want {
			t.Errorf("%s: %q, want %q", name, said(&all[0]), c.want)
		}
	}
}

// TestDaysAreReadByTheirColumn: a day that proves its order settles the others.
func TestDaysAreReadByTheirColumn(t *testing.T) {
	for _, c := range []struct {
		days []string
		said dates.Order
		want string // the days read; "?" is a problem, and "" of all a file that asks
	}{
		{[]string{"31/12/2026", "05/06/2026"}, "", "2026-12-31 2026-06-05"},
		{[]string{"05/06/2026", "12/31/2026"}, "", "2026-05-06 2026-12-31"},
		{[]string{"05/06/2026", "12/31/2026"}, dates.DMY, "2026-05-06 2026-12-31"},
		{[]string{"05/06/2026"}, dates.DMY, "2026-06-05"},
		{[]string{"05/06/2026"}, dates.MDY, "2026-05-06"},
		{[]string{"05/06/2026"}, "", ""},
		{[]string{"05/06/2026"}, dates.YMD, ""},
		{[]string{"05/05/2026", "2026-01-02"}, "", "2026-05-05 2026-01-02"},
		{[]string{"05.06.2026", "5-6-2026"}, "", "2026-06-05 2026-06-05"},
		{[]string{"31/12/2026", "12/31/2026", "05/06/2026", "2026/05/06"}, dates.DMY, "2026-12-31 2026-12-31 two_days 2026-05-06"},
		{[]string{"31/12/26", "01/02/75", "01/02/80"}, "", "2026-12-31 2075-02-01 1980-02-01"},
		{
			[]string{"31/02/2026", "tomorrow", "", "2026", "2026-05", "1900-01-01", "0000-00-00", "46000", "31/12/0026"},
			dates.DMY,
			"not_a_date not_a_date not_a_date not_a_date not_a_date not_a_date not_a_date not_a_date not_a_date",
		},
	} {
		list := "date,customer,amount\n"
		for _, d := range c.days {
			list += d + ",Ana,1\n"
		}
		all, err := readAll(t, list, "EUR", sales.Options{Order: c.said})
		if c.want == "" {
			if care.CodeOf(err) != care.CodeDateOrder {
				t.Errorf("%q: %v", c.days, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", c.days, err)
			continue
		}
		var got []string
		for i := range all {
			got = append(got, strings.SplitN(said(&all[i]), "|", 2)[0])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q as %q: %q, want %q", c.days, c.said, got, c.want)
		}
	}
}

func TestEveryProblemHasItsLine(t *testing.T) {
	const head = "date,customer,item,quantity,amount,cost,margin,currency,rate,order,paid\n"
	for line, want := range map[string]string{
		"2026-01-02,Ana,Oil,1,10,,,EUR,,,":                 "2026-01-02|Ana|Oil|1|1000|EUR|||||",
		"2026-01-02,Ana,Oil,0.250,10,6,,,,,no":             "2026-01-02|Ana|Oil|0.25|1000|EUR|600||||",
		"2026-01-02,Ana,,,10,,12.50 %,,,,yes":              "2026-01-02|Ana|||1000|EUR||12.5|||2026-01-02",
		"2026-01-02,Ana,,,-10,,,,,,x":                      "2026-01-02|Ana|||-1000|EUR|||||2026-01-02",
		"2026-01-02,Ana,,,$10,,,,1.1,,":                    "2026-01-02|Ana|||1000|USD|||1.1||",
		"2026-01-02,Ana,,,€10,€5,,EUR,,,":                  "2026-01-02|Ana|||1000|EUR|500||||",
		"2026-01-02,Ana,'=1+1,,10,,,,,,":                   "2026-01-02|Ana|=1+1||1000|EUR|||||",
		"2026-01-02,Ana,,,10,,-100,,,,":                    "2026-01-02|Ana|||1000|EUR||-100|||",
		"2026-01-02,Ana,,,10,,100%,,,,":                    "2026-01-02|Ana|||1000|EUR||100|||",
		"2026-01-02,,Oil,1,10,,,,,,":                       "no_customer",
		"2026-02-30,Ana,Oil,1,10,,,,,,":                    "not_a_date",
		",Ana,Oil,1,10,,,,,,":                              "not_a_date",
		"2026-01-02,Ana,Oil,-1,10,,,,,,":                   "negative_quantity",
		"2026-01-02,Ana,Oil,two,10,,,,,,":                  "not_a_quantity",
		"2026-01-02,Ana,Oil,2 kg,10,,,,,,":                 "not_a_quantity",
		"2026-01-02,Ana,Oil,1,ten,,,,,,":                   "not_an_amount",
		"2026-01-02,Ana,Oil,1,,,,,,,":                      "not_an_amount",
		"2026-01-02,Ana,Oil,1,10.005,,,,,,":                "not_an_amount",
		"2026-01-02,Ana,Oil,1,10,a lot,,,,,":               "not_an_amount",
		"2026-01-02,Ana,Oil,1,10,$5,,,,,":                  "two_currencies",
		"2026-01-02,Ana,Oil,1,$10,,,EUR,,,":                "two_currencies",
		"2026-01-02,Ana,Oil,1,10 potatoes,,,,,,":           "unknown_currency",
		"2026-01-02,Ana,Oil,1,10,,,Eurodollars,,,":         "unknown_currency",
		"2026-01-02,Ana,Oil,1,10,,a third,,,,":             "not_a_margin",
		"2026-01-02,Ana,Oil,1,10,,150,,,,":                 "not_a_margin",
		"2026-01-02,Ana,Oil,1,10,,100.5,,,,":               "not_a_margin",
		"2026-01-02,Ana,Oil,1,10,,,USD,0,,":                "not_a_rate",
		"2026-01-02,Ana,Oil,1,10,,,USD,-1,,":               "not_a_rate",
		"2026-01-02,Ana,Oil,1,10,,,USD,high,,":             "not_a_rate",
		"2026-01-02,Ana,Oil,1,10,,,,,,soon":                "not_a_date",
		"2026-01-02,Ana,Oil,1,10,,,,,,," + "more,and more": "2026-01-02|Ana|Oil|1|1000|EUR|||||",
	} {
		all := mustRead(t, head+"2026-01-02,Bo,,1,1.5,1.5,1.5,,1.5,,\n"+line+"\n", "EUR")
		if len(all) != 2 || said(&all[1]) != want || all[1].Line != 3 || all[1].Raw != line {
			t.Errorf("%s: %q on line %d, want %q", line, said(&all[1]), all[1].Line, want)
		}
	}
	if all := mustRead(t, head+"2026-01-02,Ana,Oil,1,10,,,,,,\n", ""); said(&all[0]) != "no_currency" {
		t.Errorf("without any currency: %s", said(&all[0]))
	}
	if all := mustRead(t, head+"2026-01-02,Ana,Oil,\"1,500\",\"1.5\",,,,,,\n2026-01-02,Ana,Oil,\"1,5\",1,,,,,,\n2026-01-02,Ana,Oil,2.5,1,,,,,,\n", "EUR"); said(&all[0]) != "two_ways" {
		t.Errorf("a quantity in a column written both ways: %s", said(&all[0]))
	}
}

func TestWhatIsNoListOfSalesIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		code    care.Code
	}{
		"no customer":    {"date,item,amount\n2026-01-02,Oil,1\n", care.CodeNotSales},
		"no headings":    {"2026-01-02,Ana,1\n", care.CodeNotSales},
		"other headings": {"First Name,Last Name\nAna,Ruiz\n", care.CodeNotSales},
		"a card":         {"BEGIN:VCARD\nFN:Ana\nEND:VCARD\n", care.CodeNotSales},
		"a calendar":     {"BEGIN:VCALENDAR\nEND:VCALENDAR\n", care.CodeNotSales},
		"a page":         {"<html><body>date,customer,amount</body></html>", care.CodeNotSales},
		"an archive":     {"PK\x03\x04" + strings.Repeat("x", 100), care.CodeNotSales},
		"bytes":          {strings.Repeat("\x00\x01\x02\xff", 100), care.CodeNotSales},
		"empty":          {"", care.CodeFileEmpty},
		"blank":          {"\n \n", care.CodeFileEmpty},
	} {
		if _, err := readAll(t, c.content, "EUR", sales.Options{}); care.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	if _, err := sales.Open(context.Background(), filepath.Join(t.TempDir(), "none.csv"), sales.Options{}); care.CodeOf(err) != care.CodeFileMissing {
		t.Errorf("no file: %v", err)
	}
	if all := mustRead(t, "date,customer,amount\n", "EUR"); len(all) != 0 {
		t.Errorf("headings alone: %v", all)
	}
}

func TestWhatMakesALineTheSame(t *testing.T) {
	const head = "date,customer,item,amount,order,remark\n"
	source := func(head, line string) string {
		t.Helper()
		all := mustRead(t, head+line+"\n", "EUR")
		if len(all) != 1 || all[0].Problem.Code != "" {
			t.Fatalf("%s: %+v", line, all)
		}
		return all[0].Sale.Source
	}
	for _, c := range []struct {
		name, line, other string
		same              bool
	}{
		{"order, customer by another name, other remark", "2026-01-02,Ana,Oil,10,7,x", "2026-01-02,ana@x.example,oil,10.00,7,y", true},
		{"another order", "2026-01-02,Ana,Oil,10,7,", "2026-01-02,Ana,Oil,10,8,", false},
		{"another item", "2026-01-02,Ana,Oil,10,7,", "2026-01-02,Ana,Wine,10,7,", false},
		{"another day", "2026-01-02,Ana,Oil,10,7,", "2026-01-03,Ana,Oil,10,7,", false},
		{"another amount", "2026-01-02,Ana,Oil,10,7,", "2026-01-02,Ana,Oil,11,7,", false},
		{"all cells", "2026-01-02,Ana,Oil,10,,x", " 2026-01-02,Ana ,Oil,10,,x", true},
		{"another cell", "2026-01-02,Ana,Oil,10,,x", "2026-01-02,Ana,Oil,10,,y", false},
		{"an order more", "2026-01-02,Ana,Oil,10,,x", "2026-01-02,Ana,Oil,10,x,", false},
	} {
		if same := source(head, c.line) == source(head, c.other); same != c.same {
			t.Errorf("%s: the same %v", c.name, same)
		}
	}
	if source(head, "2026-01-02,Ana,Oil,10,,x") != source("Remark,Importe,Cliente,Artículo,Fecha\n", "x,10,Ana,Oil,2026-01-02") {
		t.Error("columns in another order and language are another sale")
	}
}

// FuzzRead reads anything at all: every line below the headings is a sale whose
// parts are whole, or a problem.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"date,customer,item,quantity,amount,cost,margin,currency,rate,order,paid\n31/12/2026,Ana,Oil,2,\"1.234,56\",€5,10%,EUR,1.1,7,yes\n",
		"Fecha;Cliente;Importe\n1/2/26;a@b.example;(1 234,5)\n;;\n\"x;2;3\n",
		"日期\t客户\t金额\n2026年1月2日\t张伟\t￥１２\n",
		"sep=|\ndate|customer|amount\n2026-01-02|x|.5-\n\n2026-01-02|x|--5 руб.\n",
	} {
		f.Add(seed, "EUR", "dmy")
	}
	f.Fuzz(func(t *testing.T, content, currency, order string) {
		if currency != "" && currency != "JPY" && currency != "KWD" {
			currency = "EUR"
		}
		all, err := readAll(t, content, currency, sales.Options{Order: dates.Order(order)})
		if err != nil {
			if care.CodeOf(err) == care.CodeInternal {
				t.Fatal(err)
			}
			return
		}
		for i := range all {
			r := &all[i]
			if r.Problem.Code != "" {
				continue
			}
			s := &r.Sale
			if _, err := care.ParseDay(string(s.Day)); err != nil || r.Line < 2 || s.Cost != nil && s.Cost.Currency != s.Amount.Currency || strings.HasPrefix(s.Quantity, "-") {
				t.Fatalf("line %d: %+v", r.Line, s)
			}
			if _, known := s.Profit(""); known != (s.Cost != nil || s.Margin != "") {
				t.Fatalf("line %d: the margin %q is none", r.Line, s.Margin)
			}
			if _, err := s.InBook(s.Amount.Minor, "XAU"); s.Rate != "" && care.CodeOf(err) != "" && len(s.Rate) < 5 {
				t.Fatalf("line %d: the rate %q is none: %v", r.Line, s.Rate, err)
			}
		}
	})
}

func TestAListOfSalesIsKnownByItsHeadings(t *testing.T) {
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("Дата\tКлиент\tСумма\r\n2026-01-02\tАна\t1,00\r\n")
	if err != nil {
		t.Fatal(err)
	}
	long := "客户,金额,日期\n" + strings.Repeat("陈秀英,12.00,2026-01-02\n", 10_000) // cut in the middle of a letter somewhere
	for name, c := range map[string]struct {
		content string
		want    bool
	}{
		"the least":           {"date,customer,amount\n", true},
		"spanish":             {"Fecha;Cliente;Artículo;Importe\n02/01/2026;Ana;Horno;1,00\n", true},
		"a wide encoding":     {utf16, true},
		"a long file":         {long, true},
		"days in two ways":    {"date,customer,amount\n01/02/2026,Ana,1\n", true}, // Open says what is wrong
		"no amount":           {"date,customer,item\n2026-01-02,Ana,Oven\n", false},
		"contacts":            {"First Name,Last Name,Phone 1 - Value\nAna,Gil,1\n", false},
		"a vCard":             {"BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEND:VCARD\n", false},
		"an archive":          {"PK\x03\x04rest", false},
		"nothing":             {"", false},
		"one line of letters": {strings.Repeat("date,customer,amount,", 10_000), true},
	} {
		if got := sales.Recognise(write(t, c.content), sales.Options{Language: "en"}); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if sales.Recognise(filepath.Join(t.TempDir(), "none.csv"), sales.Options{}) || sales.Recognise(t.TempDir(), sales.Options{}) {
		t.Error("what is not there is a list of sales")
	}
}
