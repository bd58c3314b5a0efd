namespace Moderation.Text;

/// <summary>What breaks a line.</summary>
public static class LineBreaks
{
    public static bool Contains(char c) => c is '\r' or '\n' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';
}
