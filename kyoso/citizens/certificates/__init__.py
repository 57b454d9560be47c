"""証明書のオンライン申請: the city's certificates, asked for with the card, paid, received.

A resident says what for, reads first whether a certificate is needed at all,
chooses the least that the receiver needs, shows the card, pays, and receives a
signed PDF or a letter to the registered address. Run by 市民保険課 (住民票, 印鑑登録)
and 税務課 (所得・課税, 納税), on 住民基本台帳法12条 and the city's ordinances on seals
and fees. States: 確かめています, 職員が確かめています, 支払い, 発行の準備, 発行, 発送,
お出しできません, 取下げ (``certification.State``).
"""
