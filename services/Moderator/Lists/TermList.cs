namespace Moderation.Moderator.Lists;

/// <summary>What a list does. The names are the words of the database and the API.</summary>
public enum ListKind
{
    /// <summary>Wants the comment rejected.</summary>
    Banned,

    /// <summary>Holds it.</summary>
    Suspect,

    /// <summary>Holds a comment whose author's name has it: who writes so speaks for the newsroom.</summary>
    Reserved,

    /// <summary>Takes back hits of the others that overlap it: names such as Thái Bình Dương.</summary>
    Allowed,
}

/// <summary>What is in a list that nobody has changed yet.</summary>
public static class InitialTerms
{
    private static readonly string[] Reserved =
    [
        "Ban biên tập",
        "Ban quản trị",
        "Biên tập viên",
        "Người kiểm duyệt",
        "Quản trị viên",
        "Thư ký tòa soạn",
        "Tòa soạn",
        "Tổng biên tập",
        "Admin",
        "Administrator",
        "Moderator",
    ];

    public static IReadOnlyList<string> Of(ListKind kind) => kind == ListKind.Reserved ? Reserved : [];
}
