namespace Moderation.Intake.Tests.Archives;

/// <summary>
/// The same four comments in each kind of archive: an approved one, a reply to it that is approved, one that waits, and spam.
/// Then one that was deleted, and one of which the time is impossible.
/// </summary>
internal static class Samples
{
    public const string JsonLines =
        """{"id":"101","articleId":"42","headline":"Cầu mới","submittedAt":"2019-05-31T07:05:00Z","name":"Lê Hoa","""
        + """ "content":"Cầu đẹp & rộng.\n\nMong có xe buýt.","status":"approved"}"""
        + "\n"
        + "\n"
        + """{"id":"102","articleId":"42","parentId":"101","submittedAt":"2019-05-31T08:00:00+01:00","name":"Trần An","""
        + """ "content":"Đồng ý với chị.","status":"approved"}"""
        + "\n"
        + """{"id":"103","articleId":"42","submittedAt":"2019-06-01T00:00:00Z","name":"Bùi Lan","""
        + """ "content":"Bao giờ thu phí?","status":"pending"}"""
        + "\n"
        + """{"id":"104","articleId":"42","submittedAt":"2019-06-02T00:00:00Z","name":"Quảng cáo","""
        + """ "content":"Vay nhanh (https://vay.example/)","status":"rejected","reason":"spam"}"""
        + "\n"
        + """{"id":"106","articleId":"42","submittedAt":"1970-01-01T00:00:00Z","name":"Lê Hoa","content":"Xưa rồi."}""";

    public const string Csv = """
        id;articleId;headline;parentId;submittedAt;name;content;status;reason
        101;42;Cầu mới;;2019-05-31 07:05:00;Lê Hoa;"Cầu đẹp & rộng.

        Mong có xe buýt.";approved;
        102;42;;101;2019-05-31 07:00:00;Trần An;Đồng ý với chị.;approved;
        103;42;;;2019-06-01 00:00:00;Bùi Lan;Bao giờ thu phí?;pending;
        104;42;;;2019-06-02 00:00:00;Quảng cáo;Vay nhanh (https://vay.example/);rejected;spam
        106;42;;;0000-00-00 00:00:00;Lê Hoa;Xưa rồi.;;
        """;

    public const string Disqus = """
        <?xml version="1.0" encoding="utf-8"?>
        <disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
          <category dsq:id="1"><forum>bao</forum><title>Chung</title></category>
          <thread dsq:id="900"><id>42</id><forum>bao</forum><link>https://bao.example/cau-moi</link>
            <title>Cầu mới</title></thread>
          <post dsq:id="101"><id/>
            <message><![CDATA[<p>Cầu đẹp &amp; rộng.</p><p>Mong có <b>xe buýt</b>.</p><script>alert(1)</script>]]></message>
            <createdAt>2019-05-31T07:05:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
            <isApproved>true</isApproved><author><name>Lê Hoa</name></author><thread dsq:id="900"/></post>
          <post dsq:id="102"><message><![CDATA[<p>Đồng ý với chị.</p>]]></message><createdAt>2019-05-31T07:00:00Z</createdAt>
            <isDeleted>false</isDeleted><isSpam>false</isSpam><isApproved>true</isApproved><author><name>Trần An</name></author>
            <thread dsq:id="900"/><parent dsq:id="101"/></post>
          <post dsq:id="103"><message>Bao giờ thu phí?</message><createdAt>2019-06-01T00:00:00Z</createdAt>
            <isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>Bùi Lan</name></author><thread dsq:id="900"/></post>
          <post dsq:id="104"><message><![CDATA[<a href="https://vay.example/">Vay nhanh</a>]]></message>
            <createdAt>2019-06-02T00:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>true</isSpam>
            <author><name>Quảng cáo</name></author><thread dsq:id="900"/></post>
          <post dsq:id="105"><message>Đã xóa.</message><createdAt>2019-06-02T00:00:00Z</createdAt><isDeleted>true</isDeleted>
            <author><name>Lê Hoa</name></author><thread dsq:id="900"/></post>
          <post dsq:id="106"><message>Xưa rồi.</message><createdAt>0001-01-01T00:00:00Z</createdAt>
            <author><name>Lê Hoa</name></author><thread dsq:id="900"/></post>
        </disqus>
        """;

    public const string WordPress = """
        <?xml version="1.0" encoding="UTF-8" ?>
        <!-- This is a WordPress eXtended RSS file -->
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
          xmlns:wp="http://wordpress.org/export/1.2/">
        <channel><title>Báo</title><wp:wxr_version>1.2</wp:wxr_version>
        <item><title><![CDATA[Cầu mới]]></title><link>https://bao.example/cau-moi</link>
          <content:encoded><![CDATA[<p>Bài viết.</p>]]></content:encoded><wp:post_id>42</wp:post_id>
          <wp:comment><wp:comment_id>101</wp:comment_id><wp:comment_author><![CDATA[Lê Hoa]]></wp:comment_author>
            <wp:comment_author_email><![CDATA[hoa@bao.example]]></wp:comment_author_email>
            <wp:comment_date_gmt><![CDATA[2019-05-31 07:05:00]]></wp:comment_date_gmt>
            <wp:comment_content><![CDATA[Cầu đẹp &amp; rộng.

        Mong có <strong>xe buýt</strong>.]]></wp:comment_content>
            <wp:comment_approved><![CDATA[1]]></wp:comment_approved><wp:comment_type><![CDATA[comment]]></wp:comment_type>
            <wp:comment_parent>0</wp:comment_parent></wp:comment>
          <wp:comment><wp:comment_id>102</wp:comment_id><wp:comment_author><![CDATA[Trần An]]></wp:comment_author>
            <wp:comment_date_gmt>2019-05-31 07:00:00</wp:comment_date_gmt><wp:comment_content>Đồng ý với chị.</wp:comment_content>
            <wp:comment_approved>1</wp:comment_approved><wp:comment_type></wp:comment_type>
            <wp:comment_parent>101</wp:comment_parent></wp:comment>
          <wp:comment><wp:comment_id>103</wp:comment_id><wp:comment_author>Bùi Lan</wp:comment_author>
            <wp:comment_date_gmt>2019-06-01 00:00:00</wp:comment_date_gmt>
            <wp:comment_content>Bao giờ thu phí?</wp:comment_content>
            <wp:comment_approved>0</wp:comment_approved><wp:comment_parent>0</wp:comment_parent></wp:comment>
          <wp:comment><wp:comment_id>104</wp:comment_id><wp:comment_author>Quảng cáo</wp:comment_author>
            <wp:comment_date_gmt>2019-06-02 00:00:00</wp:comment_date_gmt>
            <wp:comment_content><![CDATA[<a href="https://vay.example/">Vay nhanh</a>]]></wp:comment_content>
            <wp:comment_approved>spam</wp:comment_approved><wp:comment_parent>0</wp:comment_parent></wp:comment>
          <wp:comment><wp:comment_id>105</wp:comment_id><wp:comment_author>Trang khác</wp:comment_author>
            <wp:comment_date_gmt>2019-06-02 00:00:00</wp:comment_date_gmt><wp:comment_content>[...]</wp:comment_content>
            <wp:comment_approved>1</wp:comment_approved><wp:comment_type>pingback</wp:comment_type></wp:comment>
          <wp:comment><wp:comment_id>106</wp:comment_id><wp:comment_author>Lê Hoa</wp:comment_author>
            <wp:comment_date_gmt>0000-00-00 00:00:00</wp:comment_date_gmt><wp:comment_content>Xưa rồi.</wp:comment_content>
            <wp:comment_approved>1</wp:comment_approved></wp:comment>
        </item></channel></rss>
        """;
}
