"""申請のAPI: a resident's or a company's own program applies, under the pages' rules."""
