-- Threads, timers, files, a collection under load, exceptions, the libraries that come with the compiler.
import Control.Concurrent
import Control.Exception
import Control.Monad
import qualified Data.ByteString.Char8 as B
import qualified Data.Map.Strict as Map
import Data.IORef
import Data.List (foldl')
import System.Directory
import System.IO
import System.Mem
import System.Timeout

deep :: Int -> Int
deep 0 = 0
deep n = deep (n - 1) + 1

main :: IO ()
main = do
  hSetBuffering stdout LineBuffering
  numbers <- map read . words <$> getContents
  createDirectoryIfMissing True "a/b"
  writeFile "a/b/x" "text"
  renameFile "a/b/x" "a/b/y"
  copyFile "a/b/y" "a/b/z"
  B.appendFile "a/b/y" (B.pack "more")
  withFile "a/b/y" ReadWriteMode $ \h -> hSeek h AbsoluteSeek 2 >> hPutStr h "z" >> hSetFileSize h 3
  _ <- listDirectory "a/b"
  removeDirectoryRecursive "a"
  boxes <- forM [1 .. 4 :: Int] $ \i -> do
    box <- newEmptyMVar
    _ <- forkIO (threadDelay 1000 >> putMVar box i)
    return box
  total <- sum <$> mapM takeMVar boxes
  late <- timeout 1000 (threadDelay 1000000)
  caught <- try (evaluate (1 `div` (0 :: Int))) :: IO (Either ArithException Int)
  count <- newIORef (0 :: Int)
  forM_ [1 .. 200000] $ \i -> modifyIORef' count (+ i)
  let table = foldl' (\m i -> Map.insertWith (+) (i `mod` 1000) i m) Map.empty [1 .. 300000 :: Int]
  performGC
  when (sum (numbers :: [Int]) == 6 && total == 10 && late == Nothing && Map.size table == 1000 && deep 1000000 == 1000000
        && either (const True) (const False) caught) $ putStrLn "ok"
