    op.execute(
        "CREATE VIRTUAL TABLE word USING fts5(body, content='', contentless_delete=1, tokenize='ascii', detail='full')"
    )
    op.execute("INSERT INTO word(word, rank) VALUES ('secure-delete', 1)")
