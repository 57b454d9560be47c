"""デジタル認証アプリ: log-in with the My Number Card (個人番号カード).

The Digital Authentication App is an OpenID Connect provider of the Digital
Agency: authorization code only, PKCE S256, ``private_key_jwt``, ES256 ID
tokens, pairwise subjects, and up to four attributes from the card. Everything
that the agency may change (addresses, ``acr_values``) is configuration.

Signing (署名) comes through the same provider later; ``protocol.Authorization``
already carries ``sign_transaction_id``.
"""
