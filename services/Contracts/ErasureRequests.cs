namespace Moderation.Contracts;

/// <summary>A word of a list, with what people read.</summary>
/// <param name="Name">As databases and APIs write it.</param>
/// <param name="Words">What people read.</param>
public sealed record NamedWords(string Name, Words Words);

/// <summary>On which way a request to erase came that was not made on the tracking page.</summary>
public static class ErasureChannels
{
    public static IReadOnlyList<NamedWords> All { get; } =
    [
        new("letter", new("Thư", "Letter")),
        new("email", new("E-mail", "E-mail")),
        new("phone", new("Điện thoại", "Telephone")),
        new("visit", new("Trực tiếp tại tòa soạn", "In person")),
    ];
}

/// <summary>Why such a request is not carried out.</summary>
public static class ErasureRefusals
{
    public static IReadOnlyList<NamedWords> All { get; } =
    [
        new(
            "notIdentified",
            new("Chưa xác minh được người yêu cầu", "Who asks for it could not be verified")
        ),
        new("nothingFound", new("Không có bình luận nào như vậy", "There is no such comment")),
        new("notTheirs", new("Bình luận không phải của người yêu cầu", "The comments are not of who asks for it")),
        new("keptByLaw", new("Pháp luật buộc tòa soạn lưu giữ", "The law has the newsroom keep them")),
        new("takenBack", new("Người yêu cầu đã rút yêu cầu", "Who asked for it took the request back")),
        new("enteredTwice", new("Yêu cầu đã được nhập dưới số hồ sơ khác", "It is entered under another reference")),
    ];

    public static bool Has(string? name) => All.Any(reason => reason.Name == name);
}
