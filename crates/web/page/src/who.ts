// Who corrects: kept in this browser, so that a name is typed once.
const NAME = 'stemma-who'

export const who = () => localStorage.getItem(NAME) ?? ''
export const setWho = (name: string) => localStorage.setItem(NAME, name)
