-- On the way to a PDF: a class of the sheet calls the function of that name in sheet.typ.

function Header(header)
  header.identifier = "" -- two headings may say the same
  return header
end

function Div(div)
  local class, size = div.classes[1], div.classes[2]
  if class == "notes" then
    return pandoc.RawBlock("typst", string.format('#notes("%s")', size))
  end
  local blocks = pandoc.Blocks({ pandoc.RawBlock("typst", "#" .. class .. "[") })
  blocks:extend(div.content)
  blocks:insert(pandoc.RawBlock("typst", "]"))
  return blocks
end

function Span(span)
  local inlines = pandoc.Inlines({ pandoc.RawInline("typst", "#" .. span.classes[1] .. "[") })
  inlines:extend(span.content)
  inlines:insert(pandoc.RawInline("typst", "]"))
  return inlines
end
