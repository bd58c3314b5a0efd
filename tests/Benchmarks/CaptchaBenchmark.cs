using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Moderation.Intake.Captchas;

namespace Moderation.Benchmarks;

/// <summary>
/// How many codes Debian's tesseract reads in their pictures, told that there is one line or one word, and which letters there
/// are; and how long a picture and its sound take to make.
/// </summary>
internal static class CaptchaBenchmark
{
    private static readonly string[] Modes = ["7", "8"];

    public static async Task<int> RunAsync(int count)
    {
        var codes = Enumerable
            .Range(0, count)
            .Select(_ => RandomNumberGenerator.GetString(CaptchaCodes.Alphabet, CaptchaCodes.Length))
            .ToList();
        var folder = Directory.CreateTempSubdirectory("captcha-");
        try
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < count; i++)
                await File.WriteAllBytesAsync(PathOf(i), CaptchaPicture.Draw(codes[i], new Random()));
            Say($"a picture in {Stopwatch.GetElapsedTime(start).TotalMilliseconds / count:0.0} ms");
            start = Stopwatch.GetTimestamp();
            var bytes = codes.Sum(code => (long)CaptchaAudio.Speak(code, new Random()).Length);
            Say($"{bytes / count / 1000} kB of sound in {Stopwatch.GetElapsedTime(start).TotalMilliseconds / count:0.0} ms");
            foreach (var mode in Modes)
            {
                var read = 0;
                await Parallel.ForAsync(
                    0,
                    count,
                    async (i, _) =>
                    {
                        if (await ReadAsync(PathOf(i), mode) == codes[i])
                            Interlocked.Increment(ref read);
                    }
                );
                Say($"tesseract --psm {mode} reads {read} of {count}, which is {100.0 * read / count:0.0} %");
            }
            return 0;
        }
        catch (Win32Exception)
        {
            await Console.Error.WriteLineAsync("tesseract is not installed. Run: apt-get install tesseract-ocr");
            return 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        string PathOf(int i) => Path.Combine(folder.FullName, $"{i}.png");
    }

    private static async Task<string> ReadAsync(string picture, string mode)
    {
        var start = new ProcessStartInfo(
            "tesseract",
            [picture, "-", "--psm", mode, "-c", "tessedit_char_whitelist=" + CaptchaCodes.Alphabet]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // One thread for each picture; the pictures are read side by side.
            Environment = { ["OMP_THREAD_LIMIT"] = "1" },
        };
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await said;
        await process.WaitForExitAsync();
        return string.Concat(text.Where(char.IsLetterOrDigit));
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
