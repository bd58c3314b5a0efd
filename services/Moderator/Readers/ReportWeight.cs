namespace Moderation.Moderator.Readers;

/// <summary>
/// What a reader's report weighs, from 0 to 1: the share of that reader's earlier reports that were upheld, where one more is
/// taken for upheld. So somebody new weighs 1, and whose n reports were all turned down 1 / (n + 1).
/// </summary>
public static class ReportWeight
{
    /// <param name="upheld">Earlier reports after which a comment was rejected.</param>
    /// <param name="dismissed">Earlier reports after which it was kept.</param>
    public static float Of(int upheld, int dismissed) => (upheld + 1f) / (upheld + dismissed + 1f);
}
