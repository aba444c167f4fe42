-- Files, time, coroutines, a collection under load, recursion, errors.
local function deep(n) if n == 0 then return 0 end return deep(n - 1) + 1 end

local a, b, c = io.read("n", "n", "n")
local file = assert(io.open("x", "w"))
file:write("text"):seek("set", 2)
file:write("z")
file:setvbuf("full")
file:close()
for line in io.lines("x") do assert(line == "tezt") end
assert(os.rename("x", "y"))
assert(os.remove("y"))
os.remove(os.tmpname())
io.tmpfile():close()
os.time(); os.clock(); os.date("%Y"); os.getenv("HOME")
local keep = {}
for i = 1, 300 do keep[i % 20 + 1] = string.rep("x", 200000) end
for i = 1, 200000 do keep[i % 100 + 1] = { i } end
collectgarbage()
local co = coroutine.wrap(function() coroutine.yield(1) end)
co()
local failed = not pcall(error, "x")
if deep(100000) == 100000 and a + b + c == 6 and failed and ("aab"):match("^a+") then print("ok") end
