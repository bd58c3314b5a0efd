namespace Moderation.Text.Contacts;

/// <summary>The words beside a number, without diacritics, which say what it is.</summary>
internal readonly ref struct Neighbourhood(ReadOnlySpan<char> unmarked, DigitChain chain, int digits)
{
    /// <summary>How far from its number a word for an account may stand.</summary>
    private const int Reach = 40;

    /// <summary>How far before its number the name of a way to reach somebody may end.</summary>
    private const int Near = 16;

    private static readonly string[] AccountWords =
    [
        "stk",
        "so tai khoan",
        "so tk",
        "tai khoan",
        "account",
        "vietcombank",
        "vcb",
        "techcombank",
        "tcb",
        "mbbank",
        "mb bank",
        "bidv",
        "agribank",
        "vietinbank",
        "acb",
        "sacombank",
        "tpbank",
        "vpbank",
        "vib",
        "momo",
        "chuyen khoan",
    ];

    private static readonly string[] WaysToReach =
    [
        "zalo",
        "viber",
        "whatsapp",
        "telegram",
        "sdt",
        "dt",
        "dien thoai",
        "so may",
        "phone",
        "tel",
        "mobile",
        "call",
        "goi",
        "alo",
        "hotline",
        "tong dai",
        "lien he",
        "lh",
        "nhan tin",
        "ib",
        "inbox",
    ];

    private static readonly string[] Services = ["tong dai", "hotline", "dau so"];

    private static readonly string[] ShortMessages = ["gui", "gui den", "gui toi", "gui ve"];

    private static readonly string[] Composed = ["soan", "soan tin", "nhan tin", "cu phap"];

    private static readonly string[] Amounts =
    [
        "d",
        "dong",
        "vnd",
        "usd",
        "do",
        "dola",
        "euro",
        "k",
        "tr",
        "trieu",
        "ty",
        "ti",
        "nghin",
        "ngan",
        "nguoi",
        "luot",
    ];

    private readonly ReadOnlySpan<char> _before = unmarked[Math.Max(0, chain.Start - Reach)..chain.Start];
    private readonly ReadOnlySpan<char> _after = unmarked.Slice(
        chain.Ends[digits - 1],
        Math.Min(Reach / 2, unmarked.Length - chain.Ends[digits - 1])
    );

    /// <summary>A word for an account stands before it, or a bank's right behind it.</summary>
    public bool IsAccount => Ends(_before, AccountWords, Reach) || Begins(_after, AccountWords, most: 4);

    /// <summary>The name of a way to reach somebody stands right before it.</summary>
    public bool IsReached => Ends(_before, WaysToReach, Near);

    /// <summary>A number of a service, which may be short.</summary>
    public bool IsServed => Ends(_before, Services, Near);

    /// <summary>A short number to which a message is sent.</summary>
    public bool IsSentTo => Ends(_before, ShortMessages, most: 4) && Ends(_before, Composed, Reach);

    /// <summary>A currency or another thing that is counted stands right behind it.</summary>
    public bool IsAmount => _after.TrimStart() is ['$' or '€' or '₫', ..] || Begins(_after, Amounts, most: 1);

    /// <summary>Whether one of the words ends at most so many units before the end, and is no part of another word.</summary>
    private static bool Ends(ReadOnlySpan<char> before, string[] words, int most)
    {
        foreach (var word in words)
        {
            var at = before.LastIndexOf(word);
            var end = at + word.Length;
            if (
                at >= 0
                && before.Length - end <= most
                && (at == 0 || !char.IsLetterOrDigit(before[at - 1]))
                && (end == before.Length || !char.IsLetter(before[end]))
            )
                return true;
        }

        return false;
    }

    /// <summary>Whether one of the words begins at most so many units behind the start.</summary>
    private static bool Begins(ReadOnlySpan<char> after, string[] words, int most)
    {
        foreach (var word in words)
        {
            var at = after.IndexOf(word);
            var end = at + word.Length;
            if (at >= 0 && at <= most && !HasLetter(after[..at]) && (end == after.Length || !char.IsLetter(after[end])))
                return true;
        }

        return false;
    }

    private static bool HasLetter(ReadOnlySpan<char> units)
    {
        foreach (var unit in units)
        {
            if (char.IsLetter(unit))
                return true;
        }

        return false;
    }
}
