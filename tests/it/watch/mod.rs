//! A watch over real folders: how editors save, what git and people do to folders, and what must be left alone.

mod folders;
mod properties;
mod saves;
mod support;
mod trouble;
