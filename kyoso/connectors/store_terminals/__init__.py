"""コンビニ交付: certificates at the terminals of stores, through their certificate centre.

A resident shows the card at a store's terminal; the centre behind it asks the city
for the certificate, says that the store took the fee, fetches the paper and says
what became of it. The city answers by the same rules as on the web
(``certification``, channel ``store``), only while it has introduced this
(``certificates.toml``, ``[store]``), and gives nothing to whoever needs a person.

The real centre's protocol (証明書交付センター, over LGWAN) is not public and was not
seen: the messages are Kyoso's own, unverified, and stand in ``protocol`` alone.

States of a request: 確認中, 支払い待ち, 発行中, 受取り待ち, 印刷済み, 印刷できず, 窓口へ, 終了.
"""
