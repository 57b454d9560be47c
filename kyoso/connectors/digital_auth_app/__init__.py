"""デジタル認証アプリ: log-in and signing with the My Number Card (個人番号カード).

The Digital Authentication App is an OpenID Connect provider of the Digital
Agency: authorization code only, PKCE S256, ``private_key_jwt``, ES256 ID
tokens, pairwise subjects, and up to four attributes from the card. Everything
that the agency may change (addresses, ``acr_values``) is configuration.

Signing (署名) goes through the same provider: the SHA-256 of a text is sent, the
person holds the card to the telephone and types the long PIN, and the raw
signature comes back with the signing certificate (``signing``).
"""
