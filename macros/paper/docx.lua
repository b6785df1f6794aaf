-- On the way to a DOCX file: a class of the sheet is a style of the same name, in macros/word.py.

local TICK = "☐ "

local function ticks(list)
  for _, item in ipairs(list.content) do
    item[1].content:insert(1, pandoc.Str(TICK))
  end
  return list
end

local function styled(name, content)
  return pandoc.Div(content, { ["custom-style"] = name })
end

function Div(div)
  local class, size = div.classes[1], div.classes[2]
  if class == "notes" then
    local count = ({ few = 2, some = 3, many = 7 })[size]
    local lines = pandoc.Blocks({})
    for _ = 1, count do
      lines:insert(pandoc.Para({ pandoc.Str("\u{a0}") }))
    end
    return styled("notes", lines)
  elseif class == "boxes" or class == "choices" then
    return div:walk({ BulletList = ticks, OrderedList = ticks })
  elseif class == "fresh" then
    local blocks = pandoc.Blocks({ pandoc.RawBlock("openxml", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>') })
    blocks:extend(div.content)
    return blocks
  elseif class == "lines" or class == "question" then
    return div.content
  end
  return styled(class, div.content)
end

function Span(span)
  return pandoc.Span(span.content, { ["custom-style"] = span.classes[1] })
end
