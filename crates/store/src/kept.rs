//! What a trace leaves for the next one: the standing stories by what they were made of, and what comparing found.

use rusqlite::{OptionalExtension, params};
use stemma::trace;
use stemma::{Kept, RULES_VERSION, link};

use crate::records::{count, read, write};
use crate::{Case, Error, Result, pack};

impl Case {
    /// What the last trace left, where the present rules made it; else nothing.
    pub fn kept_for_next(&self) -> Result<Kept> {
        if self.last_run()?.is_none_or(|run| run.rules != RULES_VERSION) {
            return Ok(Kept::default());
        }
        let mut query = self.db.prepare("SELECT made_of FROM stories ORDER BY position")?;
        let made_of = query.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        let stories = made_of.into_iter().zip(self.stories()?).filter(|(made_of, _)| !made_of.is_empty());
        Ok(Kept { links: self.compared()?, stories: trace::Kept::new(stories) })
    }

    fn compared(&self) -> Result<link::Kept> {
        let sql = "SELECT length, packing, bytes FROM compared WHERE rules = ?1";
        let found = self.db.query_row(sql, [RULES_VERSION], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, Vec<u8>>(2)?))
        });
        let Some((length, packing, bytes)) = found.optional()? else { return Ok(link::Kept::default()) };
        let damaged = |error| Error::damaged("what comparing found", error);
        let bytes = pack::unpack(&packing, bytes, u64::try_from(length).unwrap_or(0)).map_err(damaged)?;
        read(&String::from_utf8_lossy(&bytes), || "what comparing found".into())
    }

    /// Keeps what the trace that now stands leaves for the next one.
    pub fn keep_for_next(&mut self, kept: &Kept) -> Result<()> {
        let transaction = self.db.transaction()?;
        for (made_of, position) in kept.stories.made_of().iter().zip(1_i64..) {
            transaction
                .prepare_cached("UPDATE stories SET made_of = ?1 WHERE position = ?2")?
                .execute(params![made_of, position])?;
        }
        let bytes = write(&kept.links)?.into_bytes();
        let (packing, packed) = pack::pack(&bytes);
        transaction.execute("DELETE FROM compared", [])?;
        transaction.execute(
            "INSERT INTO compared (rules, length, packing, bytes) VALUES (?1, ?2, ?3, ?4)",
            params![RULES_VERSION, count(bytes.len()), packing, packed],
        )?;
        Ok(transaction.commit()?)
    }
}
