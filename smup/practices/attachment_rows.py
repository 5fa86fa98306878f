"""Rows of the files of practices: added, and dropped when no version of a card names them."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from smup.models import PracticeAttachment, PracticeRevision
from smup.practices.attachments_on_disk import StoredFile


def add_file(
    connection: Connection,
    practice_id: int,
    stored: StoredFile,
    *,
    account_id: int | None,
    now: datetime,
) -> None:
    """Note a file of the folder as one of a practice.

    Args:
        connection: a transaction.
        practice_id: key of the practice.
        stored: the file.
        account_id: of who added it.
        now: moment.
    """
    connection.execute(
        insert(PracticeAttachment).values(
            practice_id=practice_id,
            name=stored.name,
            file_name=stored.file_name,
            media_type=stored.media_type,
            size=stored.size,
            sha256=stored.sha256,
            account_id=account_id,
            added_at=now,
        )
    )


def drop_unused_files(connection: Connection, practice_id: int) -> tuple[str, ...]:
    """Drop the rows of files that no version of the card names; return their names.

    A version that was discarded names nothing. The files themselves are deleted by the caller
    after the transaction: a row without its file would be worse than a file without its row.
    """
    table = PracticeAttachment
    names = connection.scalars(select(table.name).where(table.practice_id == practice_id)).all()
    if not names:
        return ()
    documents = connection.scalars(
        select(PracticeRevision.document).where(
            PracticeRevision.practice_id == practice_id, PracticeRevision.state != "discarded"
        )
    ).all()
    unused = tuple(name for name in names if not any(name in text for text in documents))
    if unused:
        connection.execute(delete(table).where(table.name.in_(unused)))
    return unused
