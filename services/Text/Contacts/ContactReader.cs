using System.Globalization;

namespace Moderation.Text.Contacts;

/// <summary>
/// The one reader of phone numbers, e-mail addresses, bank accounts and links, for everything that asks what a number is.
/// Linear in the text's length; never throws.
/// </summary>
public static class ContactReader
{
    /// <summary>What is published in the place of a contact.</summary>
    public const string Mask = "•••";

    /// <summary>
    /// A masked text can only hold a contact that was written around another; deeper nesting is no way to say one.
    /// </summary>
    private const int MostRounds = 16;

    /// <summary>
    /// The contacts of a text in their order, none touching another's stretch: where all of them are masked, none is left.
    /// </summary>
    public static IReadOnlyList<FoundContact> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = FindOnce(text);
        for (var round = 1; round < MostRounds && found.Count > 0; round++)
        {
            var masked = Masked(text, found);
            if (FindOnce(masked.ToString()) is not { Count: > 0 } rest)
                break;
            found = Merge([.. found, .. rest.Select(contact => Unmask(contact, masked))]);
        }

        return found;
    }

    /// <summary>
    /// The digits of a field that is to hold one phone number, with the plus sign if it has one: the number alone, however it is
    /// written, or the one number among words.
    /// </summary>
    /// <returns>Null when there is no number, or more than one.</returns>
    public static string? PhoneIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = new ContactText(text);
        if (DigitChain.Whole(read.Units) is { } digits)
            return digits;
        List<FoundContact> found = [];
        Numbers.Find(read.Units, read.Unmarked, found);
        return found is [{ Kind: ContactKind.Phone } phone] ? DigitChain.Whole(read.Units[phone.Start..phone.End]) : null;
    }

    /// <summary>How many phone numbers a text holds; most have too few digits for one, and are not looked into.</summary>
    public static int CountPhones(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = 0;
        for (var i = 0; i < text.Length && digits < PhoneShape.LeastDigits; i++)
            digits += char.IsAsciiDigit(text[i]) || (text[i] > '\u007F' && CharUnicodeInfo.GetDigitValue(text, i) >= 0) ? 1 : 0;
        return digits < PhoneShape.LeastDigits ? 0 : FindOnce(text).Count(contact => contact.Kind == ContactKind.Phone);
    }

    private static List<FoundContact> FindOnce(string text)
    {
        var read = new ContactText(text);
        List<FoundContact> found = [];
        Addresses.Find(read.Units, found);
        found = Merge(found);
        Numbers.Find(read.Units, read.Unmarked, found);
        if (read.WithStrokesAsOnes() is { } strokes)
        {
            found = Merge(found);
            Numbers.Find(strokes, read.Unmarked, found);
        }

        return Merge([.. found.Select(contact => Original(contact, read.ToOriginal(contact.Start, contact.End)))]);
    }

    private static FoundContact Original(FoundContact contact, (int Start, int End) original) =>
        new(contact.Kind, original.Start, original.End);

    private static FoundContact Unmask(FoundContact contact, MappedText masked) =>
        Original(contact, masked.ToOriginal(contact.Start, contact.End));

    private static MappedText Masked(string text, List<FoundContact> found)
    {
        var (masked, last) = (new MappedText(), 0);
        foreach (var contact in found)
        {
            AppendUnits(last, contact.Start);
            masked.Append(Mask, contact.Start, contact.End);
            last = contact.End;
        }

        AppendUnits(last, text.Length);
        return masked;

        void AppendUnits(int start, int end)
        {
            for (var i = start; i < end; i++)
                masked.Append(text[i], i, i + 1);
        }
    }

    /// <summary>In their order; those that overlap are one, of the kind of the first.</summary>
    private static List<FoundContact> Merge(List<FoundContact> found)
    {
        List<FoundContact> merged = [];
        foreach (var contact in found.OrderBy(contact => contact.Start))
        {
            if (merged is [.., var last] && contact.Start < last.End)
                merged[^1] = last with { End = Math.Max(last.End, contact.End) };
            else
                merged.Add(contact);
        }

        return merged;
    }
}
