"""Values as the store of answers keeps them: JSON by columns, in one order.

Lists of numbers are read ten times faster than lists of objects; and rows that come in another
order, or with other fields beside them, are the same answer.
"""

import numpy as np
import orjson

from smup.sync.portal.smup_values import ValueColumns

UNIT, FLAG, VALUE, DECIMALS = "unit", "flag", "value", "decimals"


def pack_values(columns: ValueColumns) -> bytes:
    """Return the body of an answer for the store; rows stay as they came, save for their order."""
    order = np.lexsort((columns.decimals, columns.value, columns.flag, columns.unit))
    arrays = {
        UNIT: columns.unit[order],
        FLAG: columns.flag[order],
        VALUE: columns.value[order],
        DECIMALS: columns.decimals[order],
    }
    return orjson.dumps(arrays, option=orjson.OPT_SERIALIZE_NUMPY)


def unpack_values(body: bytes) -> ValueColumns:
    """Return the rows of a body that ``pack_values`` made."""
    lists = orjson.loads(body)
    return ValueColumns(
        unit=np.array(lists[UNIT], dtype=np.int64),
        flag=np.array(lists[FLAG], dtype=np.int64),
        value=np.array(lists[VALUE], dtype=np.float64),
        decimals=np.array(lists[DECIMALS], dtype=np.int64),
    )
