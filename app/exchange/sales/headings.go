package sales

import (
	"strings"
	"unicode"

	"carebook/app/text"
)

// field is what a column says.
type field int

const (
	date field = iota
	customer
	item
	quantity
	amount
	cost
	margin
	currencyField
	rate
	order
	paid
	fields // their number
)

// headings are what the columns of each field are called. Case, accents, blanks
// and punctuation do not count. Of two columns of one field, that one is taken
// whose heading stands farther in front.
var headings = [fields]string{
	date:          "date|sale date|invoice date|order date|day|fecha|fecha de venta|fecha de factura|fecha factura|día|дата|дата продажи|дата счета|дата заказа|день|日期|销售日期|銷售日期|订单日期|訂單日期|开票日期|開票日期",
	customer:      "customer|client|customer name|client name|buyer|customer id|cliente|nombre del cliente|comprador|клиент|покупатель|заказчик|имя клиента|客户|客戶|顾客|顧客|客户名称|客戶名稱|买家|買家",
	item:          "item|product|article|description|item name|product name|artículo|producto|descripción|concepto|товар|наименование|продукт|артикул|описание|номенклатура|商品|产品|產品|品名|项目|項目|商品名称|商品名稱|产品名称|產品名稱",
	quantity:      "quantity|qty|units|cantidad|cant|unidades|uds|количество|кол-во|колво|штук|шт|数量|數量|件数|件數",
	amount:        "amount|line total|total|total amount|sum|revenue|sales|importe|importe total|monto|total línea|venta|сумма|итого|всего|стоимость|выручка|金额|金額|总额|總額|总价|總價|合计|合計|销售额|銷售額",
	cost:          "cost|total cost|cost of goods|coste|costo|coste total|costo total|себестоимость|затраты|расход|成本|总成本|總成本",
	margin:        "margin|margin %|margin percent|profit margin|margen|margen %|маржа|маржа %|маржинальность|рентабельность|利润率|利潤率|毛利率",
	currencyField: "currency|currency code|moneda|divisa|валюта|货币|貨幣|币种|幣種|币别|幣別",
	rate:          "rate|exchange rate|fx rate|tipo de cambio|tasa de cambio|cambio|курс|курс валюты|обменный курс|汇率|匯率",
	order:         "order|order number|order no|order id|invoice|invoice number|invoice no|pedido|número de pedido|n.º de pedido|factura|número de factura|n.º de factura|заказ|номер заказа|№ заказа|счет|номер счета|订单|訂單|订单号|訂單號|订单编号|訂單編號|单号|單號|发票号|發票號|发票号码|發票號碼",
	paid:          "paid|paid on|payment date|date paid|pagado|pagada|fecha de pago|cobrado|fecha de cobro|оплачено|оплата|дата оплаты|付款日期|已付款|付款|收款日期|支付日期|已付",
}

// known are the fields of headings in their normal form, with their place among
// the headings of the field.
var known = func() map[string]place {
	m := map[string]place{}
	for f, list := range headings {
		for rank, h := range strings.Split(list, "|") {
			if _, twice := m[normal(h)]; !twice {
				m[normal(h)] = place{field(f), rank}
			}
		}
	}
	return m
}()

type place struct {
	field field
	rank  int
}

// normal is the form in which headings are compared: letters and digits only,
// without case and accents. A % alone tells nothing that the words do not.
func normal(heading string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text.Fold(heading))
}

// knownHeadings counts the headings in a row of cells that are known.
func knownHeadings(cells []string) int {
	n := 0
	for _, c := range cells {
		if _, ok := known[normal(strings.Trim(strings.TrimSpace(c), `"`))]; ok {
			n++
		}
	}
	return n
}

// columns are the places of the fields in a row, -1 for none.
type columns [fields]int

// columnsOf finds the fields of a row of headings.
func columnsOf(cells []string) columns {
	var c columns
	var ranks [fields]int
	for f := range c {
		c[f] = -1
	}
	for i, h := range cells {
		p, ok := known[normal(h)]
		if ok && (c[p.field] < 0 || p.rank < ranks[p.field]) {
			c[p.field], ranks[p.field] = i, p.rank
		}
	}
	return c
}

// enough reports whether the columns that every list needs are there.
func (c *columns) enough() bool { return c[date] >= 0 && c[customer] >= 0 && c[amount] >= 0 }

// of is the cell of a field, without the blanks around it.
func (c *columns) of(cells []string, f field) string {
	if i := c[f]; i >= 0 && i < len(cells) {
		return strings.TrimSpace(cells[i])
	}
	return ""
}
